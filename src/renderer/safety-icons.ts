/** The shield of each level of safety. */
import type { SafetyStatus } from '@causebook/contracts';
import { AttentionIcon, DangerIcon, SafeIcon } from './icons.tsx';

export const safetyIcons = {
  safe: SafeIcon,
  attention: AttentionIcon,
  danger: DangerIcon,
} as const satisfies Record<SafetyStatus['level'], unknown>;
