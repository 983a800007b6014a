/**
 * The items in their order, `size` at a time; the last time those that are left. For work that is done in steps, so that none
 * of them keeps others waiting for long.
 * @param size at least 1
 */
export function* slices<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
