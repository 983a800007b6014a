/** The place after one step in a list that goes round; -1 is the field itself, before the first and after the last. */
export function stepped(place: number, by: 1 | -1, count: number): number {
  const places = count + 1;
  return ((place + 1 + by + places) % places) - 1;
}

interface Item {
  kind: string;
  text: string;
  part_id?: number | null;
  slug?: string | null;
}

/** Where the one that was chosen stands in a list that came later; -1 where it is gone, or none was. */
export function placeAfter(chosen: Item | undefined, items: readonly Item[]): number {
  if (!chosen) return -1;
  return items.findIndex(
    (item) =>
      item.kind === chosen.kind &&
      item.text === chosen.text &&
      item.part_id === chosen.part_id &&
      item.slug === chosen.slug,
  );
}
