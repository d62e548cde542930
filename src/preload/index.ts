/** The only bridge between window and main. It holds no list of channels: main answers those of the contract, and no other. */
import type { AppBridge } from '@causebook/contracts';
import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';

const NAME = /^[a-z]+:[a-zA-Z]+$/;

function checked(name: string): string {
  if (!NAME.test(name)) throw new Error(`Not a channel of this app: ${name}`);
  return name;
}

/** The page knows a dropped file, not where it lies. Main honours such a path as a source to read, nothing else. */
const withPath = (input: unknown, file: unknown): unknown =>
  file instanceof File ? Object.assign({}, input, { filePath: webUtils.getPathForFile(file) }) : input;

const bridge: AppBridge = {
  invoke: (channel, input, file) => ipcRenderer.invoke(checked(channel), withPath(input, file)),
  on: (event, listener) => {
    const forward = (_: IpcRendererEvent, payload: Parameters<typeof listener>[0]): void => listener(payload);
    ipcRenderer.on(checked(event), forward);
    return () => {
      ipcRenderer.off(event, forward);
    };
  },
};

contextBridge.exposeInMainWorld('app', bridge);
