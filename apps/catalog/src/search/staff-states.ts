import type { PartStatus } from '@tandem/contracts';

/** The digit of a status in `grouped` of staff's table, and that of a deleted part of the status. */
export const STAFF_STATES: Readonly<Record<PartStatus, readonly [kept: number, deleted: number]>> =
  {
    active: [1, 4],
    draft: [2, 5],
    archived: [3, 6],
    scheduled: [7, 9],
    discontinued: [8, 0],
  };
