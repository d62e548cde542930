/** Handlers for tasks. */
import { counted } from '@causebook/backup';
import { sentence, type Channel, type Task } from '@causebook/contracts';
import { deleteEntry, listTasks, saveTask, setTaskDone } from '@causebook/data';
import type { AuditNote } from '../diary.ts';
import { caseInWords, changesBetween, dayInWords } from './audit-words.ts';
import type { HandlerParts, Some } from './parts.ts';

const wordsOf = (task: Task): Record<string, string> => ({
  Task: task.title,
  Case: caseInWords(task.case),
  'Due day': dayInWords(task.dueOn),
  'Assigned to': task.assigneeName ?? '',
  Notes: task.notes,
});

const noteOf = (what: string, { id, title, case: named }: Task): AuditNote => ({
  what: `${what} “${title}”`,
  subject: 'task',
  subjectId: id,
  caseId: named?.id ?? null,
});

function notesOfSaving(before: Task | null, task: Task): AuditNote[] {
  if (before === null) return [noteOf('Added the task', task)];
  const changes = changesBetween(wordsOf(before), wordsOf(task));
  return changes.length === 0 ? [] : [{ ...noteOf('Changed the task', task), changes }];
}

export function tasksHandlers({ diary, today }: HandlerParts): Some<Extract<Channel, `tasks:${string}`>> {
  return {
    'tasks:list': (request) =>
      diary.read(async ({ query }) => {
        const list = await listTasks(query, request, today());
        return { message: `${counted(list.total, 'task')}.`, ...list };
      }),

    'tasks:save': ({ taskId, draft }) =>
      diary.change(async ({ query }, { now }) => {
        const { before, task } = await saveTask(query, { taskId, draft, now });
        const message = sentence(`${before === null ? 'Added' : 'Saved'} “${task.title}”`);
        return { result: { message, task }, notes: notesOfSaving(before, task) };
      }),

    'tasks:setDone': ({ taskId, done }) =>
      diary.change(async ({ query }, { now }) => {
        const { changed, task } = await setTaskDone(query, { taskId, done, now });
        const message = done ? `“${task.title}” is done.` : `“${task.title}” is open again.`;
        const what = done ? 'Finished the task' : 'Took up again the task';
        return { result: { message, task }, notes: changed ? [noteOf(what, task)] : [] };
      }),

    'tasks:delete': ({ taskId }) =>
      diary.change(async ({ query }, { actor, now }) => {
        const request = { kind: 'task', id: taskId, by: actor.name, now } as const;
        const { deletionId, title, caseId } = await deleteEntry(query, request);
        const what = `Deleted the task ${title}`;
        const result = {
          message: `${sentence(what)} It can be brought back for 30 days.`,
          deletionId,
        };
        return { result, notes: [{ what, subject: 'task', subjectId: taskId, caseId }] };
      }),
  };
}
