/** What a file is, in a word that people use. */

const words: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'text/plain': 'Text',
  'application/rtf': 'Rich text',
  'application/zip': 'ZIP archive',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel workbook',
  'application/vnd.oasis.opendocument.text': 'OpenDocument text',
  'application/vnd.ms-office': 'Office file',
  'application/octet-stream': 'Other file',
};

export function kindWord(mediaType: string): string {
  const known = words[mediaType];
  if (known !== undefined) return known;
  const [family, detail = ''] = mediaType.split('/');
  if (family === 'image') return `${detail.toUpperCase()} image`;
  if (family === 'audio') return 'Sound';
  if (family === 'video') return 'Video';
  return 'Other file';
}
