/** Names of documents: kept exactly as they were given, shown so that they cannot mislead, and fit for any file system. */

/**
 * What a name may hold and nobody can see, or what turns the reading direction around so that "exe" reads like "pdf":
 * control characters, line and paragraph separators, and the marks and embeddings of Unicode's bidirectional algorithm.
 */
const misleading = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

/** The name as it may be shown: one line, read in one direction. */
export const shownName = (name: string): string => {
  const shown = name.replace(misleading, '\ufffd');
  return shown.trim() === '' ? 'Document without a name' : shown;
};

/** `Brief.pdf` becomes `Brief (2).pdf` where it is the second of its name. @param nth from 1 */
export function numberedName(name: string, nth: number): string {
  if (nth <= 1) return name;
  const { stem, extension } = partsOf(name);
  return `${stem} (${nth})${extension}`;
}

function partsOf(name: string): { readonly stem: string; readonly extension: string } {
  const [extension = ''] = /\.[\p{L}\p{N}]{1,8}$/u.exec(name) ?? [];
  return extension.length === name.length
    ? { stem: name, extension: '' }
    : { stem: name.slice(0, name.length - extension.length), extension };
}

/** How the name of a file of that kind may end; the first is given to a name that ends otherwise. */
const endings: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['.pdf'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg', '.jpe', '.jfif'],
  'image/gif': ['.gif'],
  'image/webp': ['.webp'],
  'image/bmp': ['.bmp', '.dib'],
  'image/tiff': ['.tif', '.tiff'],
  'image/heic': ['.heic', '.heif'],
  'application/rtf': ['.rtf', '.doc'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx', '.docm', '.dotx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx', '.xlsm', '.xltx'],
  'application/vnd.oasis.opendocument.text': ['.odt', '.ott'],
};

/** Names that Windows keeps for its devices, whatever their ending. */
const devices = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;
/** What some file system does not take in a name. */
const untaken = /[<>:"/\\|?*\ufffd]/g;
/** Bytes; most file systems take 255, and a copy made beside it wants some, too. */
const LONGEST = 180;

/** A file name for a copy that every system takes, with an ending that says what the content is. */
export function fileNameFor(name: string, mediaType: string): string {
  const clean = shownName(name)
    .replace(untaken, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const named = devices.test(clean) ? `_${clean}` : clean || 'Document';
  const { stem, extension } = partsOf(named);
  const fitting = endings[mediaType];
  if (fitting?.includes(extension.toLowerCase())) return `${shortened(stem)}${extension}`;
  if (fitting) return `${shortened(named)}${fitting[0]}`;
  if (extension === '' && mediaType === 'text/plain') return `${shortened(named)}.txt`;
  return `${shortened(stem)}${extension}`;
}

function shortened(stem: string): string {
  const segments = [...new Intl.Segmenter().segment(stem)].map(({ segment }) => segment);
  let kept = '';
  for (const segment of segments) {
    if (Buffer.byteLength(kept + segment) > LONGEST) break;
    kept += segment;
  }
  return kept.trimEnd();
}
