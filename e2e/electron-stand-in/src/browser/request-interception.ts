// Every request of a window stops here before it leaves: it is refused, redirected, answered by the app, or let through.

import type { CdpAnswer, CdpParams } from './cdp-pipe.ts';
import { fromCarrier, headerToCarrier, isCarrier, toCarrier } from './url-mapping.ts';

// A message of the protocol may have 100 MB, and a body travels in it as base64.
const LARGEST_BODY = 70 * 1024 * 1024;

export interface InterceptedRequest {
  readonly id: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  readonly frameId: string;
  /** As CDP's Network.ResourceType, e.g. Document, Script, XHR. */
  readonly resourceType: string;
  readonly isRedirect: boolean;
}

export type Verdict =
  | { readonly kind: 'continue' }
  | { readonly kind: 'redirect'; readonly url: string }
  /** `reason` as CDP's Network.ErrorReason, e.g. Aborted or BlockedByClient. */
  | { readonly kind: 'refuse'; readonly reason: string };

export interface RequestPolicy {
  judge(request: InterceptedRequest): Promise<Verdict>;
  /** Called for the app's own schemes. A rejection fails the request, as in Electron. */
  respond(request: InterceptedRequest): Promise<Response>;
}

type Send = (method: string, params: CdpParams) => Promise<CdpAnswer>;

/** Handles one Fetch.requestPaused event. Never rejects: a window may close while its requests are under way. */
export async function interceptRequest(paused: CdpAnswer, policy: RequestPolicy, send: Send): Promise<void> {
  const request = describe(paused);
  try {
    await settle(request, await policy.judge(request), policy, send);
  } catch (error) {
    process.stderr.write(`Electron stand-in: ${request.method} ${request.url} failed: ${String(error)}\n`);
    await send('Fetch.failRequest', { requestId: request.id, errorReason: 'Failed' }).catch(() => undefined);
  }
}

async function settle(
  request: InterceptedRequest,
  verdict: Verdict,
  policy: RequestPolicy,
  send: Send,
): Promise<void> {
  const answer = (method: string, params: CdpParams = {}): Promise<void> =>
    // Chromium knows no longer of a request whose window closed or navigated away meanwhile.
    send(method, { requestId: request.id, ...params }).catch((error: Error) => {
      if (!/Invalid InterceptionId|is gone|Session with given id/.test(error.message)) throw error;
    });

  switch (verdict.kind) {
    case 'refuse':
      return answer('Fetch.failRequest', { errorReason: verdict.reason });
    case 'redirect':
      return answer('Fetch.fulfillRequest', {
        responseCode: 307,
        responseHeaders: [{ name: 'Location', value: toCarrier(verdict.url) }],
      });
    case 'continue':
      if (!isCarrier(toCarrier(request.url))) return answer('Fetch.continueRequest');
      return answer('Fetch.fulfillRequest', await fulfilment(await policy.respond(request)));
  }
}

async function fulfilment(response: Response): Promise<CdpParams> {
  if (response.type === 'error') throw new Error('the handler answered with Response.error()');
  const body = Buffer.from(await response.arrayBuffer());
  if (body.length > LARGEST_BODY) {
    throw new Error(`a body of ${body.length} bytes is not supported by the Electron stand-in`);
  }
  return {
    responseCode: response.status,
    ...(response.statusText === '' ? {} : { responsePhrase: response.statusText }),
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value: headerToCarrier(value) })),
    body: body.toString('base64'),
  };
}

function describe(paused: CdpAnswer): InterceptedRequest {
  const { request } = paused;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers as Record<string, string>)) {
    headers[name] = fromCarrier(value);
  }
  return {
    id: paused.requestId,
    url: fromCarrier(request.url),
    method: request.method,
    headers,
    body: bodyOf(request),
    frameId: paused.frameId,
    resourceType: paused.resourceType,
    isRedirect: paused.redirectedRequestId !== undefined,
  };
}

function bodyOf(request: CdpAnswer): Buffer | undefined {
  const entries = request.postDataEntries as readonly { bytes?: string }[] | undefined;
  if (entries === undefined) return undefined;
  return Buffer.concat(entries.map(({ bytes }) => Buffer.from(bytes ?? '', 'base64')));
}
