/** Where the window reads the content of a document. */

/** Main answers it with the stored bytes, if they are of a kind that can be shown. */
export const documentAddress = (documentId: string): string =>
  new URL(`document/${encodeURIComponent(documentId)}`, document.baseURI).href;

/** Bytes from `begin` up to, not with, `end`. Rejects when main does not send exactly these. */
export async function readBytes(documentId: string, begin: number, end: number): Promise<Uint8Array> {
  if (end <= begin) return new Uint8Array();
  const response = await fetch(documentAddress(documentId), {
    headers: { Range: `bytes=${begin}-${end - 1}` },
  });
  if (response.status !== 206)
    throw new Error(`The content of the document was refused (${response.status}).`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length !== end - begin) throw new Error('The content of the document came incomplete.');
  return bytes;
}
