/**
 * Answers `app://bundle/document/<id>` with the stored content of a document, for the preview. An address names a record,
 * never a file; what is sent is decided by the bytes themselves, and only what a page can show without running anything.
 */
import { Readable } from 'node:stream';
import { AppError, type Actor } from '@causebook/contracts';
import { MEDIA_TYPE_HEAD, mediaTypeOf, openContent, previewOf, type StoredContent } from '@causebook/data';
import type { OnBeforeRequestListenerDetails } from 'electron';
import { APP_HOST, APP_SCHEME } from './app-origin.ts';

export interface DocumentSource {
  /** The store's folder. */
  readonly files: () => string;
  /** Who sits at this computer. Nobody signed in, or a throw, and no document is sent. */
  readonly reader: () => Actor | null;
  /** @throws AppError NOT_FOUND */
  readonly find: (documentId: string) => Promise<StoredContent>;
}

const ADDRESS = new RegExp(`^${APP_SCHEME}://${APP_HOST}/document/([0-9A-Za-z-]{1,64})$`);

/** The id of the document that an address asks for, or null when it asks for none. */
export const documentIdOf = (address: string): string | null => ADDRESS.exec(address)?.[1] ?? null;

/** Whether an address lies where documents do; what does, and names none, is answered by a refusal. */
export const isDocumentAddress = (address: string): boolean =>
  URL.parse(address)?.pathname.startsWith('/document/') ?? false;

/** A document is a part of our own page, an image or bytes to draw; it is never a page, a frame or a script itself. */
export function mayShowDocument({
  url,
  resourceType,
  frame,
  webContents,
}: Pick<OnBeforeRequestListenerDetails, 'url' | 'resourceType' | 'frame' | 'webContents'>): boolean {
  if (!isDocumentAddress(url)) return true;
  return ['image', 'xhr'].includes(resourceType) && !!frame && frame === webContents?.mainFrame;
}

/** The handler by itself. It never throws. */
export function documentHandler(
  source: DocumentSource,
  onTrouble: (what: string, error: unknown) => void,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET') return refusal(405);
    const id = documentIdOf(request.url);
    if (id === null) return refusal(404);
    try {
      if (source.reader() === null) return refusal(403);
      return await contentAnswer(source.files(), await source.find(id), request.headers.get('Range'));
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'INTERNAL';
      if (code === 'SIGN_IN_NEEDED') return refusal(403);
      if (code !== 'NOT_FOUND') onTrouble(`showing a document: ${code}`, error);
      return refusal(404);
    }
  };
}

async function contentAnswer(
  files: string,
  content: StoredContent,
  wanted: string | null,
): Promise<Response> {
  const { size } = content;
  const file = await openContent({ files }, content);
  let isHandedOver = false;
  try {
    const head = Buffer.alloc(Math.min(MEDIA_TYPE_HEAD, size));
    await file.read(head, 0, head.length, 0);
    const mediaType = mediaTypeOf(head);
    if (previewOf(mediaType) === 'none') return refusal(415);
    const range = rangeOf(wanted, size);
    if (range === 'unsatisfiable') return refusal(416, { 'Content-Range': `bytes */${size}` });
    const { start, end } = range ?? { start: 0, end: size - 1 };
    const headers = {
      ...guards,
      'Content-Type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
      'Content-Length': String(end - start + 1),
      'Accept-Ranges': 'bytes',
      ...(range && { 'Content-Range': `bytes ${start}-${end}/${size}` }),
    };
    if (size === 0) return new Response(null, { headers });
    isHandedOver = true;
    const stream = file.createReadStream({ start, end, highWaterMark: 256 * 1024 });
    return new Response(Readable.toWeb(stream) as ReadableStream, { status: range ? 206 : 200, headers });
  } finally {
    if (!isHandedOver) await file.close();
  }
}

/** The stretch that a Range header asks for (RFC 9110, 14.2); null for the whole: none, several or no bytes. */
export function rangeOf(
  header: string | null,
  size: number,
): { readonly start: number; readonly end: number } | 'unsatisfiable' | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= size ? 'unsatisfiable' : { start, end };
}

/** Should such an answer ever become a page of its own, it is an empty room: no origin, no scripts, no requests. */
const guards = {
  'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const;

function refusal(status: 403 | 404 | 405 | 415 | 416, more: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...guards, ...more } });
}
