/** Who may do what: the one table, and the one question that is asked before every call. */
import { AppError, type Channel, type Role, type User } from '@causebook/contracts';
import type { SignedIn } from './signed-in.ts';

/**
 * The least role that a call needs. A clerk enters and looks up, but removes nothing and replaces nothing; an advocate
 * does everything but decide who works here; an owner decides that, too. A channel that is not here does not compile.
 */
export const leastRole: Readonly<Record<Channel, Role>> = {
  'app:getInfo': 'clerk',
  'practice:begin': 'clerk',
  'practice:rename': 'advocate',
  'practice:openSample': 'clerk',
  'practice:leaveSample': 'clerk',
  'today:get': 'clerk',
  'cases:list': 'clerk',
  'cases:get': 'clerk',
  'cases:withNumber': 'clerk',
  'cases:save': 'clerk',
  'cases:setStatus': 'clerk',
  'cases:delete': 'advocate',
  'cases:find': 'clerk',
  'cases:getVocabulary': 'clerk',
  'cases:listFilters': 'clerk',
  'cases:saveFilter': 'clerk',
  'cases:deleteFilter': 'clerk',
  'deleted:list': 'clerk',
  'deleted:restore': 'clerk',
  'hearings:ofCase': 'clerk',
  'hearings:calendar': 'clerk',
  'hearings:save': 'clerk',
  'hearings:delete': 'advocate',
  'hearings:proposeNext': 'clerk',
  'hearings:record': 'clerk',
  'hearings:exportCalendar': 'clerk',
  'hearings:printCauseList': 'clerk',
  'tasks:list': 'clerk',
  'tasks:save': 'clerk',
  'tasks:setDone': 'clerk',
  'tasks:delete': 'advocate',
  'orders:ofCase': 'clerk',
  'orders:save': 'clerk',
  'orders:delete': 'advocate',
  'documents:list': 'clerk',
  'documents:addDropped': 'clerk',
  'documents:addPicked': 'clerk',
  'documents:cancelAdding': 'clerk',
  'documents:get': 'clerk',
  'documents:change': 'clerk',
  'documents:delete': 'advocate',
  'documents:saveCopy': 'clerk',
  'search:all': 'clerk',
  'import:pick': 'clerk',
  'import:acceptDrop': 'clerk',
  'import:preview': 'clerk',
  'import:run': 'clerk',
  'import:cancel': 'clerk',
  'import:list': 'clerk',
  'import:undo': 'advocate',
  'users:list': 'clerk',
  'users:save': 'owner',
  // One's own PIN; that of others is asked about by the handler.
  'users:setPin': 'clerk',
  'users:getSignIn': 'clerk',
  'users:signIn': 'clerk',
  'users:signOut': 'clerk',
  'audit:list': 'clerk',
  'backup:exportNow': 'clerk',
  'backup:listBackups': 'clerk',
  'backup:get': 'clerk',
  'backup:deleteBackup': 'advocate',
  'backup:getStatistics': 'clerk',
  'backup:getSafety': 'clerk',
  'backup:verify': 'clerk',
  'backup:verifyAll': 'clerk',
  'backup:drill': 'clerk',
  'backup:listBases': 'clerk',
  'backup:detectChanges': 'clerk',
  'backup:consolidate': 'clerk',
  'backup:showInFolder': 'clerk',
  'backup:pickArchive': 'advocate',
  'backup:acceptDrop': 'advocate',
  'backup:previewRestore': 'advocate',
  'backup:restoreFromZip': 'advocate',
  'backup:undoRestore': 'advocate',
  'backup:listRestorePoints': 'clerk',
  'backup:keepRestorePoint': 'clerk',
  'backup:changeRestorePoint': 'advocate',
  'backup:getRestorePoint': 'clerk',
  'backup:rollBack': 'advocate',
  'backup:deleteRestorePoint': 'advocate',
  'recovery:getOptions': 'clerk',
  'recovery:examine': 'clerk',
  'recovery:compare': 'advocate',
  'recovery:repair': 'advocate',
  'recovery:getReport': 'clerk',
  'recovery:saveReadable': 'advocate',
  'recovery:showFolder': 'clerk',
  'recovery:quit': 'clerk',
  'backup:cancel': 'clerk',
  'backup:getOperation': 'clerk',
  'backup:listHistory': 'clerk',
  'backup:getSchedule': 'clerk',
  'backup:saveSchedule': 'advocate',
  'backup:getRetention': 'clerk',
  'backup:previewRetention': 'clerk',
  'backup:saveRetention': 'advocate',
  'backup:prune': 'advocate',
  'backup:protect': 'clerk',
  'backup:unprotect': 'advocate',
  'backup:acceptSuspicion': 'advocate',
  'backup:rebuildCatalog': 'clerk',
  'integrity:check': 'clerk',
  'integrity:getReport': 'clerk',
  'integrity:heal': 'clerk',
  // One of them removes files.
  'integrity:apply': 'advocate',
};

/** What the sign-in screen itself needs. */
const beforeSignIn: ReadonlySet<Channel> = new Set(['app:getInfo', 'users:getSignIn', 'users:signIn']);

const rank: Readonly<Record<Role, number>> = { clerk: 0, advocate: 1, owner: 2 };
const who: Readonly<Record<Role, string>> = {
  clerk: 'anybody who is signed in',
  advocate: 'an advocate or an owner',
  owner: 'an owner',
};

export const mayAct = (role: Role, least: Role): boolean => rank[role] >= rank[least];

/** A refusal that names who may. @param users those who work in the practice */
export function notAllowed(least: Role, users: readonly User[]): AppError {
  const names = users.filter(({ role }) => mayAct(role, least)).map(({ name }) => name);
  const listed = new Intl.ListFormat('en', { type: 'disjunction' }).format(names);
  return new AppError('PERMISSION_DENIED', `Only ${who[least]} may do that.`, {
    remedy: names.length === 0 ? 'Ask an owner of the practice.' : `Ask ${listed}.`,
  });
}

/** @throws AppError SIGN_IN_NEEDED, PERMISSION_DENIED when whoever is at work may not make this call */
export function admit(channel: Channel, signedIn: Pick<SignedIn, 'isOpen' | 'actor' | 'users'>): void {
  if (beforeSignIn.has(channel)) return;
  if (!signedIn.isOpen) throw new AppError('SIGN_IN_NEEDED');
  const least = leastRole[channel];
  if (!mayAct(signedIn.actor.role, least)) throw notAllowed(least, signedIn.users);
}
