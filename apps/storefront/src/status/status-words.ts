import type { ShopStatus } from '@tandem/ui';

type Told = Pick<ShopStatus, 'parts'> & {
  incidents: Pick<ShopStatus['incidents'][number], 'title' | 'ended_at'>[];
};

/** The one sentence above all parts. */
export function summaryOf({ parts, incidents }: Told): string {
  const named = (state: ShopStatus['parts'][number]['state']) =>
    parts.filter((part) => part.state === state).map(({ title }) => title);
  const [broken, slow] = [named('not_working'), named('slow')];
  if (broken.length > 0) return `Not working right now: ${listOf(broken)}`;
  if (slow.length > 0) return `Slower than usual: ${listOf(slow)}`;
  const [ongoing] = incidents.filter(({ ended_at }) => ended_at === null);
  // What was told of may not be measured: the parts can all be working meanwhile.
  return ongoing ? ongoing.title : 'Everything is working';
}

const listOf = (titles: readonly string[]) => new Intl.ListFormat('en').format(titles);
