/** The place after one step in a list that goes round; -1 is the field itself, before the first and after the last. */
export function stepped(place: number, by: 1 | -1, count: number): number {
  const places = count + 1;
  return ((place + 1 + by + places) % places) - 1;
}
