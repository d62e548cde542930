/**
 * Serves `app://bundle/`: the page, from our own files only, and, through `document-protocol.ts`, the content of documents
 * for the preview. Only by GET, with a strict policy on every answer.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, sep } from 'node:path';
import { protocol } from 'electron';
import { APP_HOST, APP_SCHEME } from './app-origin.ts';
import { documentHandler, isDocumentAddress, type DocumentSource } from './document-protocol.ts';

/** Kinds of files that the page may consist of; any other is not served. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/vnd.microsoft.icon',
  '.woff2': 'font/woff2',
  // What the PDF viewer reads for fonts that a PDF does not bring along.
  '.ttf': 'font/ttf',
  '.pfb': 'application/octet-stream',
  '.bcmap': 'application/octet-stream',
};

/** Stands in index.html where the nonce of each load belongs. */
const NONCE_MARK = '__CSP_NONCE__';

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

interface AppParts {
  /** Folder of the built page. */
  readonly root: string;
  readonly documents: DocumentSource;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** Must be called when the app is ready, before the first window. */
export function serveApp(parts: AppParts): void {
  protocol.handle(APP_SCHEME, appHandler(parts));
}

/** The handler by itself. */
export function appHandler({
  root,
  documents,
  onTrouble,
}: AppParts): (request: Request) => Promise<Response> {
  const answerDocument = documentHandler(documents, onTrouble);
  return async (request) => {
    if (isDocumentAddress(request.url)) return answerDocument(request);
    if (request.method !== 'GET') return refusal(405);
    const file = fileFor(root, request.url);
    const mediaType = file === null ? undefined : mediaTypes[extname(file)];
    if (file === null || mediaType === undefined) return refusal(404);
    try {
      const content = await readFile(file);
      return extname(file) === '.html'
        ? page(content.toString('utf8'), mediaType)
        : answer(content, mediaType);
    } catch (error) {
      onTrouble(`serving ${relative(root, file)}`, error);
      return refusal(404);
    }
  };
}

/** The file below `root` that an address names, or null when it names none that may be served. */
export function fileFor(root: string, address: string): string | null {
  const url = URL.parse(address);
  if (url?.protocol !== `${APP_SCHEME}:` || url.host !== APP_HOST) return null;
  const path = decoded(url.pathname);
  // A backslash separates folders on one system and not on the others, so it has no business in an address.
  if (path === null || /[\\\0]/.test(path)) return null;
  const file = join(root, path === '/' || path === '' ? 'index.html' : path);
  const inside = relative(root, file);
  const escapes = inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return escapes ? null : file;
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function page(html: string, mediaType: string): Response {
  const nonce = randomBytes(16).toString('base64');
  return answer(html.replaceAll(NONCE_MARK, nonce), mediaType, nonce);
}

function answer(body: string | Uint8Array<ArrayBuffer>, mediaType: string, nonce?: string): Response {
  return new Response(body, { headers: { ...headersWith(nonce), 'Content-Type': mediaType } });
}

function refusal(status: 404 | 405): Response {
  return new Response(null, { status, headers: headersWith() });
}

function headersWith(nonce?: string): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
}

/** @param nonce of this load, for the style elements that a library makes */
export function contentSecurityPolicy(nonce?: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    nonce === undefined ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}
