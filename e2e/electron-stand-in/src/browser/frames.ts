// Keeps what Chromium tells about the frames of one window.

import { fromCarrier } from './url-mapping.ts';

export interface FrameState {
  readonly id: string;
  readonly parentId: string | undefined;
  url: string;
  name: string;
}

export class Frames {
  readonly #states = new Map<string, FrameState>();
  mainFrameId: string | undefined;

  attached(id: string, parentId: string | undefined): void {
    if (!this.#states.has(id)) this.#states.set(id, { id, parentId, url: '', name: '' });
  }

  navigated(frame: {
    id: string;
    parentId?: string;
    url: string;
    urlFragment?: string;
    name?: string;
  }): FrameState {
    this.attached(frame.id, frame.parentId);
    const state = this.get(frame.id) as FrameState;
    state.url = fromCarrier(frame.url + (frame.urlFragment ?? ''));
    state.name = frame.name ?? '';
    if (frame.parentId === undefined) {
      this.mainFrameId = frame.id;
      for (const other of this.#states.keys()) {
        if (other !== frame.id) this.#states.delete(other);
      }
    }
    return state;
  }

  detached(id: string): void {
    this.#states.delete(id);
  }

  get(id: string): FrameState | undefined {
    return this.#states.get(id);
  }

  childrenOf(id: string): FrameState[] {
    return [...this.#states.values()].filter(({ parentId }) => parentId === id);
  }
}
