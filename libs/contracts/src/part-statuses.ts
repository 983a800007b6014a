/** Where a part stands in the shop. `active` is published, `archived` is hidden. */
export const PART_STATUSES = ['draft', 'scheduled', 'active', 'archived', 'discontinued'] as const;
export type PartStatus = (typeof PART_STATUSES)[number];

/**
 * What a part can become from each status; `catalog.part_status_moves` holds the same (decision 0121). A draft was not sold, so it
 * is not discontinued; what is discontinued is planned anew only after somebody took its page away.
 */
export const STATUS_MOVES: Readonly<Record<PartStatus, readonly PartStatus[]>> = {
  draft: ['scheduled', 'active', 'archived'],
  scheduled: ['draft', 'active', 'archived'],
  active: ['draft', 'scheduled', 'archived', 'discontinued'],
  archived: ['draft', 'scheduled', 'active', 'discontinued'],
  discontinued: ['active', 'archived'],
};

/** What people call them. */
export const STATUS_WORDS: Readonly<Record<PartStatus, string>> = {
  draft: 'Draft',
  scheduled: 'Scheduled',
  active: 'Published',
  archived: 'Hidden',
  discontinued: 'Discontinued',
};

/** Whether a part may go from the one to the other; every part may stay what it is. */
export const mayBecome = (from: PartStatus, to: PartStatus): boolean =>
  from === to || STATUS_MOVES[from].includes(to);
