/** The first schema of a practice. Days are `YYYY-MM-DD`, times `HH:MM`, instants ISO 8601 in UTC. Ids are UUIDs, so that rows of two generations never meet under one id. */
export const version = 1;

export const sql = `
CREATE TABLE users (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('owner', 'advocate', 'clerk')),
  email TEXT NOT NULL,
  createdAt TEXT NOT NULL
) STRICT;

CREATE TABLE cases (
  id TEXT NOT NULL PRIMARY KEY,
  number TEXT NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  court TEXT NOT NULL,
  judge TEXT NOT NULL,
  stage TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'closed', 'archived')),
  clientName TEXT NOT NULL,
  clientContact TEXT NOT NULL,
  opponent TEXT NOT NULL,
  reference TEXT NOT NULL,
  notes TEXT NOT NULL,
  lawyerId TEXT REFERENCES users (id) ON DELETE SET NULL,
  filedOn TEXT,
  createdAt TEXT NOT NULL,
  updatedAt TEXT NOT NULL
) STRICT;
CREATE INDEX casesByNumber ON cases (number);
CREATE INDEX casesByLawyer ON cases (lawyerId);

CREATE TABLE hearings (
  id TEXT NOT NULL PRIMARY KEY,
  caseId TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  time TEXT,
  court TEXT NOT NULL,
  purpose TEXT NOT NULL,
  outcome TEXT NOT NULL,
  notes TEXT NOT NULL,
  createdAt TEXT NOT NULL
) STRICT;
CREATE INDEX hearingsByCase ON hearings (caseId, day);
CREATE INDEX hearingsByDay ON hearings (day, time);

CREATE TABLE tasks (
  id TEXT NOT NULL PRIMARY KEY,
  caseId TEXT REFERENCES cases (id) ON DELETE CASCADE,
  title TEXT NOT NULL,
  notes TEXT NOT NULL,
  dueOn TEXT,
  doneAt TEXT,
  assigneeId TEXT REFERENCES users (id) ON DELETE SET NULL,
  createdAt TEXT NOT NULL
) STRICT;
CREATE INDEX tasksByCase ON tasks (caseId);
CREATE INDEX tasksByDueDay ON tasks (dueOn);
CREATE INDEX tasksByAssignee ON tasks (assigneeId);

CREATE TABLE documents (
  id TEXT NOT NULL PRIMARY KEY,
  caseId TEXT REFERENCES cases (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  mediaType TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  addedAt TEXT NOT NULL
) STRICT;
CREATE INDEX documentsByCase ON documents (caseId);
CREATE INDEX documentsByContent ON documents (sha256, size);

CREATE TABLE orders (
  id TEXT NOT NULL PRIMARY KEY,
  caseId TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
  hearingId TEXT REFERENCES hearings (id) ON DELETE SET NULL,
  orderedOn TEXT NOT NULL,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  documentId TEXT REFERENCES documents (id) ON DELETE SET NULL,
  createdAt TEXT NOT NULL
) STRICT;
CREATE INDEX ordersByCase ON orders (caseId, orderedOn);
CREATE INDEX ordersByHearing ON orders (hearingId);
CREATE INDEX ordersByDocument ON orders (documentId);

CREATE TABLE settings (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
`;
