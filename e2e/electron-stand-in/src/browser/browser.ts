// The one Chromium of this process: starts it, hands its events to the windows, and ends it with everything it left.

import { host } from '../process/host.ts';
import { setChromeVersion } from '../process/electron-process.ts';
import { removeTempFolder } from '../process/temp-folder.ts';
import { CdpPipe, type CdpAnswer, type CdpEvent, type CdpParams } from './cdp-pipe.ts';
import { killGroup, startChromium, type ChromiumProcess } from './chromium-process.ts';
import { startDevtoolsRelay } from './devtools-relay.ts';

const LONGEST_GOODBYE_MS = 3000;

/** What a window wants to hear from the browser about its own target. */
export interface TargetListener {
  event(event: CdpEvent): void;
  destroyed(): void;
}

let chromium: ChromiumProcess | undefined;
let pipe: CdpPipe | undefined;
let isStopping = false;
let targetsInCreation = 0;

const listenersByTarget = new Map<string, TargetListener>();
const listenersBySession = new Map<string, TargetListener>();
/** Resolves once Chromium can be asked for windows. */
const started = Promise.withResolvers<void>();

export function sendToBrowser(method: string, params?: CdpParams, sessionId?: string): Promise<CdpAnswer> {
  if (pipe === undefined) return Promise.reject(new Error(`${method}: Chromium does not run`));
  return pipe.send(method, params, sessionId);
}

export function isBrowserStopping(): boolean {
  return isStopping;
}

/** True when a debugger such as Playwright may have attached; it then answers the page's own dialogs. */
export function mayHaveDebugger(): boolean {
  return host().commandLine.switches.has('remote-debugging-port');
}

/** Prints the line that Playwright waits for when the command line asked for a debugging port. */
export async function startBrowser(switches: ReadonlyMap<string, string>): Promise<void> {
  const needsDebuggingPort = mayHaveDebugger();
  chromium = await startChromium({ switches, needsDebuggingPort });
  pipe = new CdpPipe({ input: chromium.input, output: chromium.output, onEvent: dispatch });
  chromium.child.once('exit', () => {
    if (isStopping) return;
    process.stderr.write('Electron stand-in: Chromium ended unexpectedly\n');
    process.exit(1);
  });

  const { product } = await sendToBrowser('Browser.getVersion');
  setChromeVersion(String(product).split('/')[1] ?? '');
  await sendToBrowser('Target.setDiscoverTargets', { discover: true });
  started.resolve();

  if (chromium.webSocketUrl === undefined) return;
  const port = Number(switches.get('remote-debugging-port') ?? 0);
  const url = await startDevtoolsRelay({ port, chromiumUrl: chromium.webSocketUrl });
  process.stderr.write(`DevTools listening on ${url}\n`);
}

/** Makes an empty window and attaches to it. */
export async function createTarget(
  size: { readonly width: number; readonly height: number },
  listener: TargetListener,
): Promise<{ readonly targetId: string; readonly sessionId: string }> {
  await started.promise;
  targetsInCreation += 1;
  try {
    const { targetId } = await sendToBrowser('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      ...size,
    });
    listenersByTarget.set(targetId, listener);
    const { sessionId } = await sendToBrowser('Target.attachToTarget', { targetId, flatten: true });
    listenersBySession.set(sessionId, listener);
    return { targetId, sessionId };
  } finally {
    targetsInCreation -= 1;
  }
}

/** A window hears also from the workers and foreign frames that belong to it. */
export function listenToSession(sessionId: string, listener: TargetListener): void {
  listenersBySession.set(sessionId, listener);
}

/** Ends Chromium, politely at first, and removes its profile. */
export async function stopBrowser(): Promise<void> {
  isStopping = true;
  const child = chromium?.child;
  if (child !== undefined && child.exitCode === null && child.signalCode === null) {
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    // It may be gone before it answers, which is what was asked for.
    sendToBrowser('Browser.close').catch(() => undefined);
    const tooLong = setTimeout(() => killGroup(child), LONGEST_GOODBYE_MS);
    await ended;
    clearTimeout(tooLong);
  }
  removeTempFolder();
}

function dispatch(event: CdpEvent): void {
  if (event.sessionId !== undefined) {
    listenersBySession.get(event.sessionId)?.event(event);
    return;
  }
  const { method, params } = event;
  if (method === 'Target.targetDestroyed') {
    const listener = listenersByTarget.get(params.targetId);
    listenersByTarget.delete(params.targetId);
    listener?.destroyed();
  } else if (method === 'Target.targetCreated' && params.targetInfo.type === 'page') {
    closeUnlessOurs(params.targetInfo.targetId);
  }
}

/** Chromium opens a tab of its own for a middle click or a dropped file; Electron never does. */
function closeUnlessOurs(targetId: string): void {
  if (listenersByTarget.has(targetId)) return;
  if (targetsInCreation > 0) {
    setTimeout(() => closeUnlessOurs(targetId), 20);
    return;
  }
  sendToBrowser('Target.closeTarget', { targetId }).catch(() => undefined);
}
