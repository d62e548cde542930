/** The engine that build-engine.ts puts here; its face is that of this checkout. */
declare module 'measured-engine' {
  export * from '@causebook/backup';
}
