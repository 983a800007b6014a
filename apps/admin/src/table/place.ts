/** What stands in the address of a table: its filters, its order and the page. */
export type TableQuery = Readonly<Record<string, string | undefined>>;

/** A page in the address, and the cursors of the pages before it, which the address has no room for. */
export interface Place {
  query: TableQuery;
  before: readonly string[];
}

/** More pages than anybody turns; a browser refuses a history entry that grows without end. */
const MOST_REMEMBERED = 200;

/** Only single words count: `?q=a&q=b` is nothing a table writes. */
export const one = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export const pageOf = (query: TableQuery): number =>
  query.cursor ? Math.max(2, Math.trunc(Number(query.page)) || 2) : 1;

/** Other filters or another order begin at the first page. */
export function refined(query: TableQuery, change: TableQuery): TableQuery {
  return only({ ...query, ...change, cursor: undefined, page: undefined });
}

/** Keyset pages know only "next", so the way back is remembered. */
export function nextPlace({ query, before }: Place, cursor: string): Place {
  return {
    query: only({ ...query, cursor, page: String(pageOf(query) + 1) }),
    before: [...before, query.cursor ?? ''].slice(-MOST_REMEMBERED),
  };
}

/** One page back; the first when the way is not known, as with a link somebody sent. */
export function previousPlace({ query, before }: Place): Place {
  const cursor = before.at(-1);
  if (!cursor) return { query: refined(query, {}), before: [] };
  const page = String(Math.max(2, pageOf(query) - 1));
  return { query: only({ ...query, cursor, page }), before: before.slice(0, -1) };
}

/** What a history entry remembers, as long as it is ours. */
export function remembered(state: unknown): readonly string[] {
  const before = (state as { before?: unknown } | null)?.before;
  return Array.isArray(before) && before.every((cursor) => typeof cursor === 'string')
    ? (before as string[])
    : [];
}

const only = (query: TableQuery): TableQuery =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value));
