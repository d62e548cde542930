// app.commandLine: the switches given on the command line and those that the app adds for Chromium.

import { host } from '../process/host.ts';

let switches: Map<string, string> | undefined;

/** What Chromium is started with, apart from the stand-in's own switches. */
export function currentSwitches(): Map<string, string> {
  switches ??= new Map(host().commandLine.switches);
  return switches;
}

// Lists that Chromium reads only once: a second value joins the first.
const LISTS = new Set(['disable-features', 'enable-features']);

export const commandLine = {
  appendSwitch(name: string, value = ''): void {
    const known = currentSwitches().get(name);
    const joined = LISTS.has(name) && known !== undefined && known !== '' ? `${known},${value}` : value;
    currentSwitches().set(name, joined);
  },
  appendArgument(): void {
    // Chromium gets no arguments but switches here.
  },
  hasSwitch: (name: string): boolean => currentSwitches().has(name),
  getSwitchValue: (name: string): string => currentSwitches().get(name) ?? '',
  removeSwitch: (name: string): void => void currentSwitches().delete(name),
};
