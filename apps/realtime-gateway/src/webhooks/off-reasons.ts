/** Why the shop switches an endpoint off by itself. */
export const OFF_REASONS = ['failing', 'gone', 'backlog'] as const;
export type OffReason = (typeof OFF_REASONS)[number];

/** As staff read it. */
export const WHY_OFF: Record<OffReason, string> = {
  failing: 'It has taken nothing for too long.',
  gone: 'It answered 410, which says that it wants no more.',
  backlog: 'Too many messages were waiting for it.',
};
