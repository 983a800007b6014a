import type { ShopStatus } from '@tandem/ui';

/** The one sentence above all parts. */
export function summaryOf({ parts }: Pick<ShopStatus, 'parts'>): string {
  const named = (state: ShopStatus['parts'][number]['state']) =>
    parts.filter((part) => part.state === state).map(({ title }) => title);
  const [broken, slow] = [named('not_working'), named('slow')];
  if (broken.length > 0) return `Not working right now: ${listOf(broken)}`;
  if (slow.length > 0) return `Slower than usual: ${listOf(slow)}`;
  return 'Everything is working';
}

const listOf = (titles: readonly string[]) => new Intl.ListFormat('en').format(titles);
