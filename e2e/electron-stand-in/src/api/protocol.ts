// Electron's `protocol`: an app's own standard schemes, answered by the app itself.

import { carryScheme } from '../browser/url-mapping.ts';
import type { InterceptedRequest } from '../browser/request-interception.ts';
import { NotSupported, refuseMissingMembers } from '../not-supported.ts';
import { app } from './app.ts';
import { PROTOCOL_MEMBERS } from './electron-members.ts';

type ProtocolHandler = (request: Request) => Response | Promise<Response>;

interface CustomScheme {
  readonly scheme: string;
  readonly privileges?: { readonly standard?: boolean };
}

const handlers = new Map<string, ProtocolHandler>();
const standardSchemes = new Set<string>();

export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    if (app.isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) {
      if (privileges?.standard === true) standardSchemes.add(scheme);
    }
  },
  handle(scheme: string, handler: ProtocolHandler): void {
    if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    if (!standardSchemes.has(scheme))
      throw new NotSupported(`protocol.handle of ${scheme}:, which is no standard scheme,`);
    carryScheme(scheme);
    handlers.set(scheme, handler);
  },
  unhandle(scheme: string): void {
    if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
};

refuseMissingMembers('protocol', protocol, PROTOCOL_MEMBERS);

/** Undefined when the app handles no such scheme. */
export function handlerOf(url: string): ProtocolHandler | undefined {
  return handlers.get(url.slice(0, url.indexOf(':')));
}

/** Asks the app's handler as Electron does. Rejects when there is none, or when it throws. */
export async function respondToScheme({ url, method, headers, body }: InterceptedRequest): Promise<Response> {
  const handler = handlerOf(url);
  if (handler === undefined) throw new Error('no handler for this scheme');
  const mayHaveBody = method !== 'GET' && method !== 'HEAD';
  const request = new Request(url, {
    method,
    headers,
    ...(mayHaveBody && body ? { body: new Uint8Array(body) } : {}),
  });
  const response = await handler(request);
  if (!(response instanceof Response)) throw new Error('the handler gave no Response');
  return response;
}
