import { formatNumber } from './format';

interface LastPage {
  next_cursor?: string | null;
  total: number;
  total_is_exact: boolean;
}

/**
 * What the end of a list says when a search lists only some of its matches; empty when it lists all of them, or goes on. A list
 * without words goes on to its end, so that of its estimated total nothing follows.
 */
export function endOfSearch(
  words: string | undefined,
  page: LastPage | undefined,
  listed: number,
): string {
  const isCut =
    words && page && !page.next_cursor && !page.total_is_exact && page.total > listed && listed > 0;
  if (!isCut) return '';
  return `Only ${formatNumber(listed)} of about ${formatNumber(page.total)} matches are listed. Narrow your search to see others.`;
}
