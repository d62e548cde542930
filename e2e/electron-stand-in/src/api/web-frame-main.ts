// Electron's WebFrameMain: the frames of a window as the main process sees them.

import type { FrameState } from '../browser/frames.ts';
import type { PageTarget } from '../browser/page-target.ts';
import { originOf } from '../browser/url-mapping.ts';
import { NotSupported } from '../not-supported.ts';

/** What a frame needs of the window that it belongs to. */
export interface FrameOwner {
  readonly page: PageTarget;
  send(channel: string, ...args: unknown[]): void;
  executeJavaScript(code: string, userGesture?: boolean): Promise<unknown>;
}

/** Gives one object per frame, so that frames can be compared with `===`. */
export class FrameObjects {
  readonly #owner: FrameOwner;
  readonly #byId = new Map<string, WebFrameMain>();
  #mainFrame: WebFrameMain | undefined;

  constructor(owner: FrameOwner) {
    this.#owner = owner;
  }

  get mainFrame(): WebFrameMain {
    this.#mainFrame ??= new WebFrameMain(this.#owner, this, undefined);
    return this.#mainFrame;
  }

  of(id: string): WebFrameMain {
    if (id === this.#owner.page.frames.mainFrameId) return this.mainFrame;
    const frame = this.#byId.get(id) ?? new WebFrameMain(this.#owner, this, id);
    this.#byId.set(id, frame);
    return frame;
  }
}

let frameCount = 0;

export class WebFrameMain {
  readonly #owner: FrameOwner;
  readonly #objects: FrameObjects;
  readonly #id: string | undefined;
  readonly frameTreeNodeId: number;
  readonly routingId: number;
  readonly processId = 1;

  /** Without an id it is the main frame, whichever that is. */
  constructor(owner: FrameOwner, objects: FrameObjects, id: string | undefined) {
    this.#owner = owner;
    this.#objects = objects;
    this.#id = id;
    frameCount += 1;
    this.frameTreeNodeId = frameCount;
    this.routingId = frameCount;
  }

  get #frameId(): string {
    return this.#id ?? this.#owner.page.frames.mainFrameId ?? '';
  }
  get #state(): FrameState | undefined {
    return this.#owner.page.frames.get(this.#frameId);
  }

  get url(): string {
    return this.#state?.url ?? '';
  }
  get origin(): string {
    return originOf(this.url);
  }
  get name(): string {
    return this.#state?.name ?? '';
  }
  get parent(): WebFrameMain | null {
    const parentId = this.#state?.parentId;
    return parentId === undefined ? null : this.#objects.of(parentId);
  }
  get top(): WebFrameMain | null {
    return this.#objects.mainFrame;
  }
  get frames(): WebFrameMain[] {
    return this.#owner.page.frames.childrenOf(this.#frameId).map(({ id }) => this.#objects.of(id));
  }
  get framesInSubtree(): WebFrameMain[] {
    return [this, ...this.frames.flatMap((frame) => frame.framesInSubtree)];
  }
  get detached(): boolean {
    return this.isDestroyed();
  }
  get visibilityState(): string {
    return 'visible';
  }

  isDestroyed(): boolean {
    return this.#state === undefined;
  }

  send(channel: string, ...args: unknown[]): void {
    this.#refuseUnlessMain('send');
    this.#owner.send(channel, ...args);
  }

  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    this.#refuseUnlessMain('executeJavaScript');
    return this.#owner.executeJavaScript(code, userGesture);
  }

  postMessage(): never {
    throw new NotSupported('WebFrameMain.postMessage');
  }

  #refuseUnlessMain(member: string): void {
    if (this.#id !== undefined) throw new NotSupported(`WebFrameMain.${member} in a child frame`);
  }
}
