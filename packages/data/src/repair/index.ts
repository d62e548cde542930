/** Reading what can still be read of a damaged practice. Nothing here writes to the damaged one. */
export { copyDamaged, hashDamaged, openCopy, type DamagedCopy } from './copy-damaged.ts';
export { examineDamage, type Examined } from './examine-damage.ts';
export { mergeRows, type Merged } from './merge-rows.ts';
export { newerRows, type NewerRowList } from './newer-rows.ts';
export { reindexCopy } from './reindex-copy.ts';
export { documentFacts, salvageReport } from './salvage-report.ts';
export { salvageRows, type Salvaged } from './salvage-rows.ts';
