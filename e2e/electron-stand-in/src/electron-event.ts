// The first argument of most Electron events: an object whose default can be prevented.

export interface ElectronEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
}

export function electronEvent<T extends object = object>(details?: T): ElectronEvent & T {
  const event: ElectronEvent = {
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true;
    },
  };
  return Object.assign(event, details);
}
