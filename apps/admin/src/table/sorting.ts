/** The orders a column can have, in the order a press on its head goes through them. */
interface Sorting {
  sort: string;
  order: 'asc' | 'desc';
}

export type Sortings = Readonly<Record<string, readonly Sorting[]>>;

/** A list of people by the age of what stands in this column. A search has one order instead: that in which people are found. */
export const byAgeUnlessSearched = (key: string, q: string | undefined): Sortings =>
  q
    ? {}
    : {
        [key]: [
          { sort: 'oldest', order: 'asc' },
          { sort: 'newest', order: 'desc' },
        ],
      };

/** How the table draws the order that is asked for. */
export function drawn(sortings: Sortings, sort: string | undefined) {
  for (const [key, steps] of Object.entries(sortings)) {
    const step = steps.find((step) => step.sort === sort);
    if (step) return [{ key, order: step.order }];
  }
  return [];
}

/** What a press on a column's head asks for: its first order, its next, and after the last none. */
export function pressed(sortings: Sortings, key: string, sort: string | undefined) {
  const steps = sortings[key] ?? [];
  return steps[steps.findIndex((step) => step.sort === sort) + 1]?.sort;
}
