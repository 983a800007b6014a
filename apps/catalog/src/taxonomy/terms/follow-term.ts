import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { defineJob, HandlesJob, Jobs, type RunningJob } from '@tandem/jobs';
import { Database, isStillReferenced, type Tx } from '@tandem/persistence';
import { ContentWriter, type ChangedPart } from '../../content/content-writer.js';
import type { Editor } from '../../content/editor.js';
import { readContents } from '../../content/part-content.js';
import type { CategoryChangeView } from '../category.dto.js';
import { BATCH, FollowInBatches, type Followed } from '../follow-in-batches.js';
import type { TermKind } from './term-rows.js';
import { TermVocabulary } from './term-vocabulary.js';

interface Subject {
  of: TermKind;
  id: string;
}

const FollowTermJob = defineJob<Subject>({
  name: 'follow-term',
  title: 'Take games along with the change of a genre or platform',
});

/** The job leaves the first batches to whoever waits for them. */
const AFTER_MS = 1_000;

interface Change {
  kind: CategoryChangeView['kind'];
  after_part: number;
  closes_into: string | null;
  started_by: string | null;
  started_by_name: string | null;
}

interface Row {
  id: number;
  deleted: boolean;
}

/** Takes games along when a genre or a platform has a new name, becomes another or goes. */
@Injectable()
export class FollowTerm extends FollowInBatches<Subject> {
  constructor(
    database: Database,
    private readonly writer: ContentWriter,
    private readonly vocabulary: TermVocabulary,
    cache: VersionedCache,
    private readonly jobs: Jobs,
  ) {
    super(database, cache);
  }

  /** In the transaction of the change. One that comes while games still follow another takes its place. */
  async begin(tx: Tx, { of, id }: Subject, kind: Change['kind'], editor: Editor): Promise<void> {
    await tx.execute(
      `insert into ${of}_changes (${of}_id, kind, total, started_by, started_by_name)
       select $1, $2, count(*), $3, $4 from part_${of}s l join parts p on p.id = l.part_id
        where l.${of}_id = $1 and p.deleted_at is null
       on conflict (${of}_id) do update set kind = excluded.kind, total = excluded.total, done = 0, after_part = 0,
         started_by = excluded.started_by, started_by_name = excluded.started_by_name, started_at = excluded.started_at`,
      [id, kind, editor.id, editor.name],
    );
    await this.jobs.enqueue(tx, FollowTermJob, { of, id }, { key: id, afterMs: AFTER_MS });
  }

  @HandlesJob(FollowTermJob)
  follow(subject: Subject, job: RunningJob): Promise<void> {
    return this.followToTheEnd(subject, job);
  }

  protected async takeAlong(tx: Tx, { of, id }: Subject): Promise<Followed | null> {
    const change = await lockChange(tx, of, id);
    if (!change) return null;
    const editor = { id: change.started_by, name: change.started_by_name };
    const rows = await tx.query<Row>(
      `select p.id, p.deleted_at is not null as deleted from parts p
        where p.id in (select part_id from part_${of}s where ${of}_id = $1 and part_id > $2 order by part_id limit ${BATCH})
        order by p.id for update of p`,
      [id, change.after_part],
    );
    const shown = rows.filter(({ deleted }) => !deleted).map((row) => row.id);
    const parts =
      change.kind === 'rename'
        ? await this.writer.touchMany(tx, shown, `${of}s`, editor)
        : await this.takeOff(tx, { of, id }, rows, change.closes_into, editor);
    await tx.execute(
      `update ${of}_changes set done = done + $2, after_part = $3 where ${of}_id = $1`,
      [id, shown.length, change.kind === 'rename' ? (rows.at(-1)?.id ?? change.after_part) : 0],
    );
    return { parts, seen: rows.length };
  }

  private async takeOff(
    tx: Tx,
    { of, id }: Subject,
    rows: readonly Row[],
    target: string | null,
    editor: Editor,
  ): Promise<ChangedPart[]> {
    const key = `${of}_ids` as const;
    const shown = rows.filter(({ deleted }) => !deleted).map((row) => row.id);
    // Nobody sees a deleted game: it gets the other one for the day that it is restored.
    const hidden = rows.filter(({ deleted }) => deleted).map((row) => row.id);
    if (target !== null)
      await tx.execute(
        `insert into part_${of}s (part_id, ${of}_id) select unnest($1::integer[]), $2 on conflict do nothing`,
        [hidden, target],
      );
    await tx.execute(
      `delete from part_${of}s where part_id = any ($1::integer[]) and ${of}_id = $2`,
      [hidden, id],
    );
    const contents = await readContents(tx, shown);
    const writes = shown.flatMap((part) => {
      const content = contents.get(part)!;
      // Somebody took it off the game while this waited for the row.
      if (!content[key].includes(id)) return [];
      const left = content[key].filter((one) => one !== id);
      const now = [...new Set(target === null ? left : [...left, target])].sort();
      return [{ id: part, content: { ...content, [key]: now }, changed: [key] }];
    });
    return this.writer.editMany(tx, writes, editor, `Changed ${key}`);
  }

  /** Its row goes with the last game. */
  protected async finish({ of, id }: Subject): Promise<boolean> {
    try {
      return await this.vocabulary.change(of, async (tx) => {
        const change = await lockChange(tx, of, id);
        if (!change) return true;
        if (change.kind === 'close') await dropTerm(tx, of, id, change.closes_into);
        else await tx.execute(`delete from ${of}_changes where ${of}_id = $1`, [id]);
        return true;
      });
    } catch (error) {
      if (isStillReferenced(error)) return false;
      throw error;
    }
  }
}

async function lockChange(tx: Tx, of: TermKind, id: string): Promise<Change | null> {
  const [row] = await tx.query<Change>(
    `select c.kind, c.after_part, t.closes_into, c.started_by, c.started_by_name
       from ${of}_changes c join ${of}s t on t.id = c.${of}_id where c.${of}_id = $1 for update of c`,
    [id],
  );
  return row ?? null;
}

/** Its slug, its name and those that led to it lead to the other one, or stay known as what staff took away. */
async function dropTerm(tx: Tx, of: TermKind, id: string, target: string | null): Promise<void> {
  await tx.execute(`update ${of}_redirects set ${of}_id = $2 where ${of}_id = $1`, [id, target]);
  await tx.execute(
    `insert into ${of}_redirects (slug, name, old_id, ${of}_id)
     select slug, name, id, $2::uuid from ${of}s where id = $1
     on conflict (slug) do update
       set name = excluded.name, old_id = excluded.old_id, ${of}_id = excluded.${of}_id`,
    [id, target],
  );
  await tx.execute(`delete from ${of}s where id = $1`, [id]);
}
