/** Where a task keeps what is not finished yet, so that whoever clears after it looks in the same places. */
import { join, resolve } from 'node:path';
import { PARTIAL_SUFFIX, profilePaths } from '@causebook/data';
import type {
  DetectTask,
  DrillTask,
  ExaminePointTask,
  ExamineTask,
  ExportTask,
  HealTask,
  PreviewTask,
  UnpackTask,
} from './tasks.ts';

/** The archive until it is published. */
export const partialArchive = ({
  destination,
  fileName,
}: Pick<ExportTask, 'destination' | 'fileName'>): string =>
  join(destination, `.${fileName}${PARTIAL_SUFFIX}`);

export const exportWorkspace = ({ profile, backupId }: Pick<ExportTask, 'profile' | 'backupId'>): string =>
  join(profilePaths(profile).temp, `export-${backupId}`);

/**
 * Is there from before an archive gets its name until its export has cleared everything else: of one that was cut off
 * meanwhile nobody has been told, so that archive must go, too.
 */
export const publishingMark = ({ profile, backupId }: Pick<ExportTask, 'profile' | 'backupId'>): string =>
  join(profilePaths(profile).temp, `publishing-${backupId}`);

/** In the folder that the person has chosen, so that all of it is moved to its place on one disk. */
export const unpackWorkspace = ({ folder }: Pick<UnpackTask, 'folder'>): string =>
  join(resolve(folder), '.causebook-unpacking');

export const previewWorkspace = ({
  profile,
  operationId,
}: Pick<PreviewTask, 'profile' | 'operationId'>): string =>
  join(profilePaths(profile).temp, `preview-${operationId}`);

export const drillWorkspace = ({
  profile,
  operationId,
}: Pick<DrillTask, 'profile' | 'operationId'>): string =>
  join(profilePaths(profile).temp, `drill-${operationId}`);

export const examineWorkspace = ({
  profile,
  operationId,
}: Pick<ExaminePointTask, 'profile' | 'operationId'>): string =>
  join(profilePaths(profile).temp, `examine-${operationId}`);

export const healWorkspace = ({ profile, operationId }: Pick<HealTask, 'profile' | 'operationId'>): string =>
  join(profilePaths(profile).temp, `heal-${operationId}`);
export const repairWorkspace = ({
  profile,
  operationId,
}: Pick<ExamineTask, 'profile' | 'operationId'>): string =>
  join(profilePaths(profile).temp, `repair-${operationId}`);

export const detectWorkspace = ({
  profile,
  operationId,
}: Pick<DetectTask, 'profile' | 'operationId'>): string =>
  join(profilePaths(profile).temp, `detect-${operationId}`);
