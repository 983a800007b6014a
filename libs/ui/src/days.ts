const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The first moment of a day as a date field has it, "2026-03-01", in the reader's own zone, or of one so many days later. */
function startOf(day: string | undefined, later = 0): string | undefined {
  if (!day || !DAY.test(day)) return undefined;
  const start = new Date(`${day}T00:00:00`);
  start.setDate(start.getDate() + later);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}

/** Two days, both whole, as points in time: the end is where the day after begins. What is no day is left out. */
export const timesOf = ({ from, to }: { from?: string; to?: string }) => ({
  from: startOf(from),
  to: startOf(to, 1),
});
