/** The command line as a module, for tests. */
export { main } from './main.ts';
