import { expect, test } from 'vitest';
import { restoreQuestion } from './restore-question.ts';

const same = { now: 4, after: 4, appear: 0, disappear: 0, change: 0 };
const preview = {
  fileName: 'backup.zip',
  filePath: '/media/usb/backup.zip',
  createdAt: '2026-05-01T10:00:00Z',
  ageSeconds: 3 * 86_400 + 5,
  changes: { users: same, cases: same, hearings: same, tasks: same, orders: same, documents: same },
  origin: 'this-practice' as const,
  signature: { verdict: 'this-office' as const, key: 'ab12 cd34 ef56 7890' },
  warnings: [],
};

test('names the file, its age and what would be different', () => {
  const changes = {
    ...preview.changes,
    cases: { ...same, disappear: 2, appear: 1 },
    hearings: { ...same, change: 1 },
  };
  const { message, detail, agree } = restoreQuestion({ ...preview, changes });
  expect(message).toBe('Replace your practice with the backup backup.zip?');
  expect(agree).toBe('Restore');
  expect(detail.split('\n')).toEqual([
    '/media/usb/backup.zip',
    'Made 3 days ago.',
    '',
    '2 cases would disappear, 1 case would appear.',
    '1 hearing would change.',
    'Made by this office, and unchanged since.',
    '',
    'Your practice as it is now is kept as a restore point, so that this can be undone.',
  ]);
});

test('says when nothing differs, when the age is unknown and when the backup is not ours', () => {
  const { detail } = restoreQuestion({
    ...preview,
    createdAt: null,
    ageSeconds: null,
    origin: 'another-practice',
    warnings: ['Two documents are missing.'],
  });
  expect(detail).toContain('The backup does not say when it was made.');
  expect(detail).toContain('Nothing in it differs');
  expect(detail).toContain('This backup belongs to another practice.');
  expect(detail).toContain('Two documents are missing.');
});
