// Offers the page what the tests call, and tries what a sandboxed preload must not be able to do.

const { contextBridge, ipcRenderer, webUtils } = require('electron');

window.leftBehindByPreload = 'only in the preload world';

function tryTo(action) {
  try {
    action();
    return 'worked';
  } catch (error) {
    return error.message;
  }
}

const listeners = new Map();

contextBridge.exposeInMainWorld('app', {
  seenByPreload: { readyState: document.readyState, pageRan: 'pageRan' in window },
  process: {
    type: process.type,
    sandboxed: process.sandboxed,
    electron: process.versions.electron,
    platform: process.platform,
  },
  requireFs: tryTo(() => require('fs')),
  requireEvents: tryTo(() => new (require('node:events'))()),
  missing: tryTo(() => ipcRenderer.postMessage('x')),
  exposeTwice: () => tryTo(() => contextBridge.exposeInMainWorld('app', {})),
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  sendSync: (channel, value) => ipcRenderer.sendSync(channel, value),
  say: (text) => ipcRenderer.send('say', text),
  on(channel, callback) {
    const listener = (_event, value) => callback(value);
    ipcRenderer.on(channel, listener);
    const token = listeners.size;
    listeners.set(token, () => ipcRenderer.off(channel, listener));
    return () => listeners.get(token)();
  },
  pathOf: (file) => webUtils.getPathForFile(file),
  describe: (value) => `${Object.prototype.toString.call(value)} ${value?.constructor === Object}`,
  returnsSame: (value) => value,
  throws: () => {
    throw new RangeError('thrown in the preload');
  },
  later: async (value) => value,
  rejects: async () => {
    throw new Error('rejected in the preload');
  },
  callTwice: (callback) => [callback(1), callback(2)],
  nested: { deep: { list: [1, { two: 2 }] } },
});
