// Electron's `powerMonitor` and `powerSaveBlocker`: a test emits 'suspend', 'resume' and the like on the former.

import { EventEmitter } from 'node:events';
import { record } from '../journal.ts';
import { refuseMissingMembers } from '../not-supported.ts';
import { POWER_MONITOR_MEMBERS } from './electron-members.ts';

class PowerMonitor extends EventEmitter {
  onBatteryPower = false;

  getSystemIdleState(): string {
    return 'active';
  }
  getSystemIdleTime(): number {
    return 0;
  }
  getCurrentThermalState(): string {
    return 'unknown';
  }
  isOnBatteryPower(): boolean {
    return this.onBatteryPower;
  }
}

refuseMissingMembers('powerMonitor', PowerMonitor.prototype, POWER_MONITOR_MEMBERS);

export const powerMonitor = new PowerMonitor();

const started = new Set<number>();
let lastId = 0;

export const powerSaveBlocker = {
  start(type: string): number {
    record('powerSaveBlocker.start', type);
    lastId += 1;
    started.add(lastId);
    return lastId;
  },
  stop(id: number): boolean {
    record('powerSaveBlocker.stop', id);
    return started.delete(id);
  },
  isStarted: (id: number): boolean => started.has(id),
};
