// Electron's `net`: fetch knows files and the app's own schemes besides the network.

import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NotSupported } from '../not-supported.ts';
import { handlerOf, respondToScheme } from './protocol.ts';

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.woff2': 'font/woff2',
};

interface FetchOptions extends RequestInit {
  readonly bypassCustomProtocolHandlers?: boolean;
}

export const net = {
  /** Rejects where the file is not there, as Electron's does with net::ERR_FILE_NOT_FOUND. */
  async fetch(input: string | URL | Request, options: FetchOptions = {}): Promise<Response> {
    const request = new Request(input, options);
    const { url } = request;
    if (url.startsWith('file:')) return fetchFile(url);
    if (options.bypassCustomProtocolHandlers === true || handlerOf(url) === undefined) return fetch(request);
    const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer());
    const headers = Object.fromEntries(request.headers);
    return respondToScheme({
      id: '',
      frameId: '',
      resourceType: 'Fetch',
      isRedirect: false,
      url,
      method: request.method,
      headers,
      body,
    });
  },
  isOnline: (): boolean => true,
  online: true,
  request(): never {
    throw new NotSupported('net.request');
  },
  resolveHost(): never {
    throw new NotSupported('net.resolveHost');
  },
};

async function fetchFile(url: string): Promise<Response> {
  const path = fileURLToPath(url);
  try {
    const content = await readFile(path);
    const type = MIME_TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
    return new Response(new Uint8Array(content), { headers: { 'content-type': type } });
  } catch (cause) {
    throw new Error('net::ERR_FILE_NOT_FOUND', { cause });
  }
}
