// Electron's `screen`: one display of a common size.

import { EventEmitter } from 'node:events';
import { refuseMissingMembers } from '../not-supported.ts';
import { SCREEN_MEMBERS } from './electron-members.ts';

const bounds = { x: 0, y: 0, width: 1920, height: 1080 };
const size = { width: bounds.width, height: bounds.height };

const display = {
  id: 1,
  label: 'Stand-in',
  scaleFactor: 1,
  rotation: 0,
  internal: false,
  touchSupport: 'unknown',
  bounds,
  size,
  workArea: bounds,
  workAreaSize: size,
} as const;

class Screen extends EventEmitter {
  getPrimaryDisplay(): typeof display {
    return display;
  }
  getAllDisplays(): (typeof display)[] {
    return [display];
  }
  getDisplayMatching(): typeof display {
    return display;
  }
  getDisplayNearestPoint(): typeof display {
    return display;
  }
  getCursorScreenPoint(): { x: number; y: number } {
    return { x: 0, y: 0 };
  }
}

refuseMissingMembers('screen', Screen.prototype, SCREEN_MEMBERS);

export const screen = new Screen();
