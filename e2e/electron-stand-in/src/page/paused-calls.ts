// Names of the two functions in the preload world that stop the page at a `debugger` statement until the main process
// has put an answer in place: Chromium offers no other way to wait for an answer without going on.

export const SYNC_CALL = 'electronStandInSyncCall';
export const FILE_PATH_CALL = 'electronStandInFilePathCall';
