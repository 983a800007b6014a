import { currentContext } from '@tandem/observability';
import { Database, Tx } from '@tandem/persistence';

type Query = Database['query'];
type Plan = {
  'QUERY PLAN': { Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }[];
};

/** Only the work of a request has a priority. */
const isAsked = (): boolean => currentContext()?.priority !== undefined;

const READS = /^\s*(select|with)\b/i;

/** What a page with its total may read, whatever the size of the shop, and with its facets, where neither is in the cache. */
const MOST_BUFFERS = 2_000;
const MOST_WITH_FACETS = 3_000;
/** Whoever asks for a longer page than the usual one pays for what is shown of each part more, which is in nine tables. */
const USUAL = 24;
const OF_A_PART = 36;

export const mostBuffers = (path: string, shown = 0): number =>
  (path.includes('facets=') ? MOST_WITH_FACETS : MOST_BUFFERS) +
  OF_A_PART * Math.max(0, shown - USUAL);

/** A session that calls a function for the first time reads some 500 buffers of PostgreSQL's own tables, once, to know what it is. */
const OF_A_NEW_SESSION = 400;

/** What one request made the database read. */
export interface Reading {
  buffers: number;
  /** The dearest statement of it. */
  worst: { sql: string; values: unknown[]; buffers: number };
}

/**
 * Counts the buffers that requests of services of this process read: while it is on, each SELECT that goes through the
 * persistence library's door within a request is explained with its own values, on its own connection, before it runs. What
 * services do on their own meanwhile, such as removing what is old, is no part of a page.
 */
export class BufferMeter {
  private readonly doors = [Database.prototype, Tx.prototype].map((door) => ({
    door,
    query: door.query,
  }));
  private reading: Reading | null = null;

  constructor() {
    for (const { door, query } of this.doors) door.query = this.metered(query);
  }

  async of(request: () => Promise<unknown>): Promise<Reading> {
    const reading = { buffers: 0, worst: { sql: '', values: [] as unknown[], buffers: -1 } };
    this.reading = reading;
    try {
      await request();
    } finally {
      this.reading = null;
    }
    return reading;
  }

  close(): void {
    for (const { door, query } of this.doors) door.query = query;
  }

  private metered(query: Query): Query {
    const explained = async (db: Database | Tx, sql: string, values: unknown[]) => {
      const [row] = await query.call(db, `explain (analyze, buffers, format json) ${sql}`, values);
      const { Plan: plan } = (row as Plan)['QUERY PLAN'][0]!;
      return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
    };
    const measure = async (
      db: Database | Tx,
      sql: string,
      values: unknown[],
      reading: Reading,
    ): Promise<void> => {
      let buffers = await explained(db, sql, values);
      if (buffers > OF_A_NEW_SESSION) buffers = Math.min(buffers, await explained(db, sql, values));
      reading.buffers += buffers;
      if (buffers > reading.worst.buffers) reading.worst = { sql, values, buffers };
    };
    const { current } = { current: () => this.reading };
    return async function metered(this: Database | Tx, sql, values) {
      const reading = current();
      const [text, given] = typeof sql === 'string' ? [sql, values] : [sql.text, sql.values];
      if (reading && isAsked() && READS.test(text)) await measure(this, text, given ?? [], reading);
      return query.call(this, sql, values) as never;
    } as Query;
  }
}
