import { readFileSync } from 'node:fs';
import { SERVICES } from '@tandem/config/services';
import pg from 'pg';
import { describeStatement } from './describe.ts';
import type { SourceStatement } from './find-statements.ts';

export const FORMER_FILE = new URL('./former.json', import.meta.url);

/** What a version of the product sends to the database, and what it gets. */
export interface FormerVersion {
  /** The commit whose instances may work beside those of this one. */
  commit: string;
  statements: FormerStatement[];
}

interface FormerStatement {
  where: string;
  schema: string;
  text: string;
  /** Type by column. */
  columns: Record<string, string>;
}

const schemas = new Map(SERVICES.map(({ name, schema }) => [`apps/${name}`, schema]));

export function formerVersion(): FormerVersion {
  return JSON.parse(readFileSync(FORMER_FILE, 'utf8')) as FormerVersion;
}

/** A database with the tables of some version, to be asked what statements give there. */
export class Tables {
  private constructor(
    private readonly client: pg.Client,
    private readonly typeNames: ReadonlyMap<number, string>,
  ) {}

  static async open(url: string): Promise<Tables> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ oid: number; name: string }>(
      'select oid, typname::text as name from pg_type',
    );
    return new Tables(client, new Map(rows.map(({ oid, name }) => [oid, name])));
  }

  async close(): Promise<void> {
    await this.client.end();
  }

  /** What the product sends, as a record for the versions after it. A text that only the running program knows is left out. */
  async record(statements: readonly SourceStatement[]): Promise<FormerStatement[]> {
    const found: FormerStatement[] = [];
    const known = new Set<string>();
    for (const { where, texts } of statements) {
      if (texts instanceof Error) continue;
      const own = schemas.get(where.split('/').slice(0, 2).join('/'));
      for (const text of texts) {
        for (const schema of own ? [own] : schemas.values()) {
          // What a library sends is sent in the schemas that have its tables.
          const columns = await this.columnsOf(text, schema).catch(() => undefined);
          if (!columns || known.has(`${schema} ${text}`)) continue;
          known.add(`${schema} ${text}`);
          found.push({ where, schema, text, columns });
        }
      }
    }
    return found;
  }

  /** Why the former version could not work on these tables; a column more is not in its way. */
  async unfitFor({ statements }: FormerVersion): Promise<string[]> {
    const wrong: string[] = [];
    for (const { where, schema, text, columns } of statements) {
      try {
        const now = await this.columnsOf(text, schema);
        for (const [name, type] of Object.entries(columns))
          if (now[name] !== type)
            wrong.push(`${where}: "${name}" is ${now[name] ?? 'gone'}, not ${type}`);
      } catch (error) {
        wrong.push(`${where}: ${(error as Error).message}`);
      }
    }
    return wrong;
  }

  private async columnsOf(text: string, schema: string): Promise<Record<string, string>> {
    await this.client.query(`set search_path = ${pg.escapeIdentifier(schema)}, public`);
    const columns = await describeStatement(this.client, text);
    return Object.fromEntries(
      columns.map(({ name, type }) => [name, this.typeNames.get(type) ?? String(type)]),
    );
  }
}
