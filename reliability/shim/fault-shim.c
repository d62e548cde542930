/*
 * A shim between a program and libc, loaded with LD_PRELOAD: it counts every call that changes something under one
 * folder and, at the N-th of them, ends the process, tears the write, cuts the power or lets the call fail. Beside that
 * it can refuse to read files, as a disk with a bad place does.
 *
 * FAULT_DIR     the folder that is watched
 * FAULT_LOG     appends one line per counted call: number, kind, path
 * FAULT_KILL    number of the call before which the process gets SIGKILL
 * FAULT_TORN    set: a write is done by half before the kill
 * FAULT_POWER   set: the filesystem is shut down without flushing before the kill (ext4 and xfs; needs root)
 * FAULT_FAIL    number of the call that fails
 * FAULT_ERRNO   with this errno
 * FAULT_STICKY  set: every later call fails, too
 *
 * FAULT_READ        a part of the path of files under FAULT_DIR whose reading fails; several, parted by colons
 * FAULT_READ_ERRNO  with this errno; with EACCES they cannot be opened either
 * FAULT_READ_TIMES  so often; without it for ever
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

/* As in the kernel's headers for both filesystems: go down now, and do not flush the log. */
#define FS_SHUTDOWN _IOR('X', 125, unsigned int)
#define SHUTDOWN_WITHOUT_FLUSH 2u

enum { GO_ON = 0, FAIL = -1, TEAR = 1 };

static const char *watched;
static size_t watched_length;
static long kill_at = -1, fail_at = -1, fail_errno = EIO, counted;
static const char *refused;
static long refused_errno = EIO, refused_times = -1, refusals;
static int sticky, torn, power, log_fd = -1, ready;

static long number(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : -1;
}

static void prepare(void) {
  if (ready) return;
  ready = 1;
  watched = getenv("FAULT_DIR");
  if (watched) watched_length = strlen(watched);
  kill_at = number("FAULT_KILL");
  fail_at = number("FAULT_FAIL");
  if (getenv("FAULT_ERRNO")) fail_errno = number("FAULT_ERRNO");
  sticky = getenv("FAULT_STICKY") != NULL;
  torn = getenv("FAULT_TORN") != NULL;
  power = getenv("FAULT_POWER") != NULL;
  refused = getenv("FAULT_READ");
  if (getenv("FAULT_READ_ERRNO")) refused_errno = number("FAULT_READ_ERRNO");
  refused_times = number("FAULT_READ_TIMES");
  const char *log = getenv("FAULT_LOG");
  if (log) log_fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

static int is_watched(const char *path) {
  if (!watched || !path) return 0;
  if (path[0] == '/') return strncmp(path, watched, watched_length) == 0;
  char here[PATH_MAX];
  return getcwd(here, sizeof here) && strncmp(here, watched, watched_length) == 0;
}

static int path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return is_watched(path);
}

static int path_at(int fd, const char *name, char *path) {
  if (name[0] == '/' || fd == AT_FDCWD) {
    snprintf(path, PATH_MAX, "%s", name);
    return is_watched(path);
  }
  char folder[PATH_MAX];
  path_of(fd, folder);
  if (snprintf(path, PATH_MAX, "%.2000s/%.2000s", folder, name) < 0) return 0;
  return is_watched(path);
}

static void end(void) {
  if (power) {
    int folder = syscall(SYS_openat, AT_FDCWD, watched, O_RDONLY | O_DIRECTORY);
    unsigned int how = SHUTDOWN_WITHOUT_FLUSH;
    if (folder >= 0) syscall(SYS_ioctl, folder, FS_SHUTDOWN, &how);
  }
  syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
  for (;;) pause();
}

static int gate(const char *kind, const char *path) {
  long call = __sync_add_and_fetch(&counted, 1);
  if (log_fd >= 0) {
    char line[PATH_MAX + 64];
    int length = snprintf(line, sizeof line, "%ld %s %s\n", call, kind, path);
    syscall(SYS_write, log_fd, line, length);
  }
  if (kill_at > 0 && call == kill_at) {
    if (torn && strcmp(kind, "write") == 0) return TEAR;
    end();
  }
  if (fail_at > 0 && (call == fail_at || (sticky && call > fail_at))) {
    errno = fail_errno;
    return FAIL;
  }
  return GO_ON;
}

static int is_refused(const char *path) {
  if (!refused || !is_watched(path)) return 0;
  char part[PATH_MAX];
  for (const char *from = refused; *from;) {
    size_t length = strcspn(from, ":");
    snprintf(part, sizeof part, "%.*s", (int)length, from);
    if (length > 0 && strstr(path, part)) {
      if (refused_times >= 0 && __sync_add_and_fetch(&refusals, 1) > refused_times) return 0;
      errno = refused_errno;
      return 1;
    }
    from += length + (from[length] == ':');
  }
  return 0;
}

#define REAL(name) \
  static typeof(name) *real; \
  if (!real) real = dlsym(RTLD_NEXT, #name); \
  prepare();
#define GATE_FD(kind, fd) \
  char at[PATH_MAX]; \
  int what = watched && path_of(fd, at) ? gate(kind, at) : GO_ON; \
  if (what == FAIL) return -1;
#define GATE_PATH(kind, path) \
  if (is_watched(path) && gate(kind, path) == FAIL) return -1;

#define REFUSE_FD(fd) \
  char from[PATH_MAX]; \
  if (refused && path_of(fd, from) && is_refused(from)) return -1;
#define REFUSE_OPEN(path) \
  if (refused && refused_errno == EACCES && is_refused(path)) return -1;

ssize_t read(int fd, void *bytes, size_t size) { REAL(read) REFUSE_FD(fd) return real(fd, bytes, size); }
ssize_t pread(int fd, void *bytes, size_t size, off_t offset) {
  REAL(pread) REFUSE_FD(fd)
  return real(fd, bytes, size, offset);
}
ssize_t pread64(int fd, void *bytes, size_t size, off64_t offset) {
  REAL(pread64) REFUSE_FD(fd)
  return real(fd, bytes, size, offset);
}
ssize_t write(int fd, const void *bytes, size_t size) {
  REAL(write) GATE_FD("write", fd)
  if (what == TEAR) { real(fd, bytes, size / 2); end(); }
  return real(fd, bytes, size);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) {
  REAL(pwrite) GATE_FD("write", fd)
  if (what == TEAR) { real(fd, bytes, size / 2, offset); end(); }
  return real(fd, bytes, size, offset);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) {
  REAL(pwrite64) GATE_FD("write", fd)
  if (what == TEAR) { real(fd, bytes, size / 2, offset); end(); }
  return real(fd, bytes, size, offset);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(writev) GATE_FD("write", fd)
  if (what == TEAR) { real(fd, parts, count > 1 ? count / 2 : 0); end(); }
  return real(fd, parts, count);
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  REAL(pwritev) GATE_FD("write", fd)
  if (what == TEAR) { real(fd, parts, count > 1 ? count / 2 : 0, offset); end(); }
  return real(fd, parts, count, offset);
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) {
  REAL(pwritev64) GATE_FD("write", fd)
  if (what == TEAR) { real(fd, parts, count > 1 ? count / 2 : 0, offset); end(); }
  return real(fd, parts, count, offset);
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t size) {
  REAL(sendfile64) GATE_FD("write", to)
  if (what == TEAR) { real(to, from, offset, size / 2); end(); }
  return real(to, from, offset, size);
}
ssize_t copy_file_range(int from, off64_t *at_from, int to, off64_t *at_to, size_t size, unsigned flags) {
  REAL(copy_file_range) GATE_FD("write", to)
  if (what == TEAR) { real(from, at_from, to, at_to, size / 2, flags); end(); }
  return real(from, at_from, to, at_to, size, flags);
}
int fsync(int fd) { REAL(fsync) GATE_FD("fsync", fd) return real(fd); }
int fdatasync(int fd) { REAL(fdatasync) GATE_FD("fsync", fd) return real(fd); }
int ftruncate(int fd, off_t size) { REAL(ftruncate) GATE_FD("truncate", fd) return real(fd, size); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64) GATE_FD("truncate", fd) return real(fd, size); }
int rename(const char *from, const char *to) {
  REAL(rename) if ((is_watched(from) || is_watched(to)) && gate("rename", to) == FAIL) return -1;
  return real(from, to);
}
int link(const char *from, const char *to) { REAL(link) GATE_PATH("link", to) return real(from, to); }
int unlink(const char *path) { REAL(unlink) GATE_PATH("unlink", path) return real(path); }
int remove(const char *path) { REAL(remove) GATE_PATH("unlink", path) return real(path); }
int rmdir(const char *path) { REAL(rmdir) GATE_PATH("rmdir", path) return real(path); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir) GATE_PATH("mkdir", path) return real(path, mode); }
int unlinkat(int folder, const char *name, int flags) {
  REAL(unlinkat)
  char path[PATH_MAX];
  if (path_at(folder, name, path) && gate("unlink", path) == FAIL) return -1;
  return real(folder, name, flags);
}
int open(const char *path, int flags, ...) {
  mode_t mode = 0;
  if (flags & (O_CREAT | O_TMPFILE)) {
    va_list rest;
    va_start(rest, flags);
    mode = va_arg(rest, mode_t);
    va_end(rest);
  }
  REAL(open)
  REFUSE_OPEN(path)
  if (flags & (O_CREAT | O_TRUNC)) { GATE_PATH("create", path) }
  return real(path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  mode_t mode = 0;
  if (flags & (O_CREAT | O_TMPFILE)) {
    va_list rest;
    va_start(rest, flags);
    mode = va_arg(rest, mode_t);
    va_end(rest);
  }
  REAL(open64)
  REFUSE_OPEN(path)
  if (flags & (O_CREAT | O_TRUNC)) { GATE_PATH("create", path) }
  return real(path, flags, mode);
}
