// What a debugger (Playwright, above all) connects to instead of Chromium itself: it passes every message on, but shows
// the app's own URLs where Chromium has their carriers, so that a test reads app://bundle/… as on real Electron.

import { serveWebSockets, type PeerListener, type WebSocketPeer } from './websocket-server.ts';
import { fromCarrier, textToCarrier } from './url-mapping.ts';

/** Gives the URL to print after "DevTools listening on". */
export async function startDevtoolsRelay(options: {
  readonly port: number;
  readonly chromiumUrl: string;
}): Promise<string> {
  const { port } = await serveWebSockets(options.port, (peer) => relay(peer, options.chromiumUrl));
  return `ws://127.0.0.1:${port}${new URL(options.chromiumUrl).pathname}`;
}

function relay(peer: WebSocketPeer, chromiumUrl: string): PeerListener {
  const chromium = new WebSocket(chromiumUrl);
  const early: string[] = [];
  chromium.addEventListener('open', () => {
    for (const text of early) chromium.send(text);
  });
  chromium.addEventListener('message', ({ data }) => peer.send(asOnElectron(String(data))));
  chromium.addEventListener('close', () => peer.close());
  chromium.addEventListener('error', () => peer.close());
  return {
    message(text) {
      const passedOn = withCarrierUrls(text);
      if (chromium.readyState === WebSocket.OPEN) chromium.send(passedOn);
      else early.push(passedOn);
    },
    close: () => chromium.close(),
  };
}

/** Chromium also says who blocked a request, which Electron does not. */
function asOnElectron(text: string): string {
  return fromCarrier(text).replaceAll('net::ERR_BLOCKED_BY_CLIENT.Inspector', 'net::ERR_BLOCKED_BY_CLIENT');
}

// A test names the app's URLs in navigations and in what it evaluates in the page; what it types stays as it is.
const NAMES_URLS = /"method":"(Page\.navigate|Runtime\.evaluate|Runtime\.callFunctionOn)"/;

function withCarrierUrls(text: string): string {
  return NAMES_URLS.test(text) ? textToCarrier(text) : text;
}
