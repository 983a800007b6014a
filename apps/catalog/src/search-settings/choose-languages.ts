import { Injectable } from '@nestjs/common';
import { applyEffects, VersionedCache } from '@tandem/cache';
import { defineJob, HandlesJob, Jobs, TryLater, type RunningJob } from '@tandem/jobs';
import { invalidField, versionConflict } from '@tandem/kernel';
import { Database, transaction, type Queryable, type Tx } from '@tandem/persistence';
import { generationsOf } from '../parts/list-dependencies.js';
import { PART_KINDS } from '../parts/part.dto.js';
import type { SearchSettingsView, UpdateSearchSettingsDto } from './search-settings.dto.js';

const FollowLanguages = defineJob<Record<string, never>>({
  name: 'follow-search-languages',
  title: 'Make parts found by the chosen languages',
});

/** So many documents a transaction makes: an editor waits for it no longer than for another editor. */
const BATCH = 100;
const AGAIN_MS = 1_000;

interface Row extends SearchSettingsView {
  after_part: number | null;
}

/** In which languages words are found by their stems. */
@Injectable()
export class ChooseLanguages {
  constructor(
    private readonly database: Database,
    private readonly cache: VersionedCache,
    private readonly jobs: Jobs,
  ) {}

  async read(): Promise<SearchSettingsView> {
    return viewOf(await readRow(this.database, ''));
  }

  /** Documents follow in transactions of their own: `change` says how far they are. */
  async choose(
    { languages }: UpdateSearchSettingsDto,
    version: number | undefined,
  ): Promise<SearchSettingsView> {
    await transaction(this.database, async (tx) => {
      const before = await lockRow(tx);
      if (version !== undefined && version !== before.version)
        throw versionConflict(viewOf(before));
      const unknown = languages.findIndex((one) => !before.available.includes(one));
      if (unknown >= 0)
        throw invalidField(`languages.${unknown}`, `must be one of ${before.available.join(', ')}`);
      await tx.execute(
        `update search_settings set languages = $1, version = version + 1, changed_at = clock_timestamp(), after_part = 0, done = 0,
           total = (select count(*) from parts),
           leaving = array(select distinct l from unnest(leaving || languages) l where l <> all ($1) order by l)`,
        [languages],
      );
      await tx.execute(
        'select refresh_synonym_forms(array(select id from search_synonyms order by id))',
      );
      await this.jobs.enqueue(tx, FollowLanguages, {}, { key: 'all' });
    });
    await this.tell();
    return this.read();
  }

  @HandlesJob(FollowLanguages)
  async follow(_: Record<string, never>, { signal }: RunningJob): Promise<void> {
    // Who began before the change may still write a document as it was.
    if (await isSomebodyBehind(this.database)) throw new TryLater(AGAIN_MS, { counted: false });
    while (await transaction(this.database, followBatch))
      if (signal.aborted) throw new TryLater(0, { counted: false });
    await this.tell();
  }

  private tell(): Promise<void> {
    return applyEffects(this.cache, { generations: generationsOf(PART_KINDS, ['words']) });
  }
}

const ROW = `
  select languages, version, after_part, total, done,
    array(select cfgname::text from pg_ts_config
           where cfgnamespace = 'pg_catalog'::regnamespace and cfgname <> 'simple' order by 1) as available
    from search_settings`;

async function readRow(db: Queryable, lock: '' | 'for update'): Promise<Row> {
  const [row] = await db.query<Omit<Row, 'change'> & { total: number; done: number }>(
    `${ROW} ${lock}`,
  );
  const { total, done, ...rest } = row!;
  return { ...rest, change: rest.after_part === null ? null : { total, done } };
}

const lockRow = (tx: Tx): Promise<Row> => readRow(tx, 'for update');

const viewOf = ({ after_part: _, ...view }: Row): SearchSettingsView => view;

async function isSomebodyBehind(db: Queryable): Promise<boolean> {
  const [row] = await db.query<{ behind: boolean }>(
    `select exists (
       select from pg_stat_activity a, search_settings g
        where a.datname = current_database() and a.usename = current_user and a.pid <> pg_backend_pid()
          and a.xact_start < g.changed_at) as behind`,
  );
  return row!.behind;
}

/** @returns whether there is more to do. */
async function followBatch(tx: Tx): Promise<boolean> {
  const { after_part } = await lockRow(tx);
  if (after_part === null) return false;
  // Held, so that nothing is made of an older part, or of an older stock, than the one that stands.
  const rows = await tx.query<{ id: number }>(
    `select id from parts where id > $1 order by id limit ${BATCH} for no key update`,
    [after_part],
  );
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) {
    await tx.execute(`update search_settings set leaving = '{}', after_part = null`);
    return false;
  }
  await tx.query(
    'select part_id from staff_listing where part_id = any ($1::integer[]) order by part_id for update',
    [ids],
  );
  await tx.execute('select refresh_part_search($1::integer[])', [ids]);
  await tx.execute('update search_settings set after_part = $1, done = done + $2', [
    ids.at(-1),
    ids.length,
  ]);
  return true;
}
