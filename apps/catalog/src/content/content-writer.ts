import { Injectable } from '@nestjs/common';
import { Jobs } from '@tandem/jobs';
import { versionConflict } from '@tandem/kernel';
import { Database, isLockNotAvailable, transaction, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { outbox } from '@tandem/messaging';
import { readDocuments, type PartDocument } from '../parts/part-document.js';
import { SNAPSHOT } from '../parts/part-sql.js';
import { readAdminPart, type AdminPart } from './admin-part.js';
import { eventFor, eventOf, type RecordedChange } from './announce-part.js';
import { asDomainError } from './database-errors.js';
import { partNotFound, writeInFlight } from './errors.js';
import type { FieldOwner } from '../parts/synced-fields.js';
import type { Editor } from './editor.js';
import { claimFields } from './field-owners.js';
import { judgeContent } from './judge-content.js';
import { readContents, type PartContent } from './part-content.js';
import { planSwitches } from './plan-switches.js';
import { insertContents, updateContents, type ContentWrite } from './save-content.js';

/** A part as a change left it. */
export interface ChangedPart {
  document: PartDocument;
  change: RecordedChange;
}

/** What a write leaves: the answer for staff, and what the cache is told. */
export interface PartChange {
  admin: AdminPart;
  /** Null when the write found everything already as asked for. */
  change: ChangedPart | null;
}

export interface ChangeRequest {
  id: number;
  /** The version the editor read; without it the write goes through unless another is in flight. */
  version?: number;
  editor: Editor;
  /** Also find a part that is deleted. */
  deleted?: boolean;
}

/** What an edit does to a part: its new content, and what to call it when the changed fields do not say it. */
export interface Edit {
  content: PartContent;
  summary?: string | null;
  rolledBackTo?: number;
  /** Whose the changed fields of a linked part are afterwards; default: staff's. */
  owner?: FieldOwner;
}

/** The one way a part's content changes: row lock, version check, update, content version and event in one transaction. */
@Injectable()
export class ContentWriter {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  /** Gives a part new content. An edit that changes nothing leaves everything as it is. */
  edit(
    request: ChangeRequest,
    edit: (before: PartContent, tx: Tx) => Edit | Promise<Edit>,
  ): Promise<PartChange> {
    return this.change(request, async (tx) => {
      const { id, editor } = request;
      const before = (await readContents(tx, [id])).get(id)!;
      const { summary, rolledBackTo, owner = 'staff', ...edited } = await edit(before, tx);
      const { content, changed } = judgeContent(before, edited.content);
      if (changed.length === 0) return null;
      await updateContents(tx, [{ id, content, changed }], editor);
      if (owner === 'staff') await claimFields(tx, [{ id, changed }], editor);
      return {
        event: rolledBackTo ? 'content.rolled_back' : eventFor(changed),
        changed,
        summary: summary ?? `Changed ${changed.join(', ')}`,
        rolledBackTo,
      };
    });
  }

  /** Runs `work` on the locked row of a part and records what it says has happened; null: nothing has. */
  async change(
    request: ChangeRequest,
    work: (tx: Tx) => Promise<RecordedChange | null>,
  ): Promise<PartChange> {
    return this.run(request.id, async (tx) => {
      await lockPart(tx, request);
      const change = await work(tx);
      return this.record(tx, request.id, change, request.editor);
    });
  }

  /** Adds a part. */
  create(editor: Editor, content: PartContent): Promise<PartChange> {
    return this.run(null, async (tx) => {
      const [id] = await insertContents(tx, [content], editor);
      const change: RecordedChange = { event: 'part.created', changed: [], summary: 'Created' };
      return this.record(tx, id!, change, editor);
    });
  }

  /** Adds many parts in a few statements, each with a content version and an event of its own. */
  async createMany(
    tx: Tx,
    contents: readonly PartContent[],
    editor: Editor,
    summary: string,
  ): Promise<ChangedPart[]> {
    if (contents.length === 0) return [];
    const ids = await insertContents(tx, contents, editor);
    const change: RecordedChange = { event: 'part.created', changed: [], summary };
    return this.recordMany(
      tx,
      ids.map((id) => ({ id, change })),
      editor,
    );
  }

  /** Gives many parts new content, each in the way of `edit`. The caller holds their rows, and knows whose the fields are. */
  async editMany(
    tx: Tx,
    writes: readonly ContentWrite[],
    editor: Editor,
    summary: string,
  ): Promise<ChangedPart[]> {
    await updateContents(tx, writes, editor);
    const changes = writes.map(({ id, changed }) => ({
      id,
      change: { event: eventFor(changed), changed: [...changed], summary },
    }));
    return this.recordMany(tx, changes, editor);
  }

  /** Records that something these parts show has changed elsewhere, e.g. the name of their category. The caller holds their rows. */
  async touchMany(
    tx: Tx,
    ids: readonly number[],
    field: string,
    editor: Editor,
  ): Promise<ChangedPart[]> {
    await tx.execute(
      `update parts set version = version + 1, updated_by = $2, updated_by_name = $3, updated_at = clock_timestamp()
       where id = any ($1::integer[])`,
      [ids, editor.id, editor.name],
    );
    const change: RecordedChange = {
      event: 'content.updated',
      changed: [field],
      summary: `Changed ${field}`,
    };
    return this.recordMany(
      tx,
      ids.map((id) => ({ id, change })),
      editor,
    );
  }

  /** Keeps parts as they now are as their active content versions, and tells the others through the outbox. The caller holds the rows, and has moved their versions. */
  async recordMany(tx: Tx, changes: readonly ChangeOf[], editor: Editor): Promise<ChangedPart[]> {
    if (changes.length === 0) return [];
    await addContentVersions(tx, changes, editor);
    await planSwitches(
      tx,
      this.jobs,
      changes.map(({ id }) => id),
    );
    const documents = await readDocuments(
      tx,
      changes.map(({ id }) => id),
    );
    const events = changes.map(({ id, change }) => eventOf(documents.get(id)!, change, editor.id));
    await outbox.addMany(tx, events);
    return changes.map(({ id, change }) => ({ document: documents.get(id)!, change }));
  }

  private async run(id: number | null, work: (tx: Tx) => Promise<PartChange>): Promise<PartChange> {
    try {
      return await transaction(this.database, work);
    } catch (error) {
      if (id !== null && isLockNotAvailable(error))
        throw writeInFlight(await readAdminPart(this.database, id));
      throw asDomainError(error);
    }
  }

  private async record(
    tx: Tx,
    id: number,
    change: RecordedChange | null,
    editor: Editor,
  ): Promise<PartChange> {
    const [changed = null] = change ? await this.recordMany(tx, [{ id, change }], editor) : [];
    return { admin: (await readAdminPart(tx, id))!, change: changed };
  }
}

/** Who still has no turn after this long is told that another write is in flight. */
const LONGEST_WAIT = '3s';

/** Whoever named a version waits for its turn and is then compared; whoever did not is turned away at once. */
async function lockPart(tx: Tx, request: ChangeRequest): Promise<void> {
  const wait = request.version === undefined ? 'nowait' : '';
  if (!wait) await tx.query(`select set_config('lock_timeout', $1, true)`, [LONGEST_WAIT]);
  const [row] = await tx.query<{ version: number; deleted: boolean }>(
    `select version, deleted_at is not null as deleted from parts where id = $1 for update ${wait}`,
    [request.id],
  );
  if (!row || (row.deleted && !request.deleted)) throw partNotFound(request.id);
  if (request.version !== undefined && row.version !== request.version)
    throw versionConflict(await readAdminPart(tx, request.id));
}

interface ChangeOf {
  id: number;
  change: RecordedChange;
}

async function addContentVersions(
  tx: Tx,
  changes: readonly ChangeOf[],
  editor: Editor,
): Promise<void> {
  // A new part has none before.
  const older = changes.filter(({ change }) => change.event !== 'part.created');
  if (older.length > 0)
    await tx.execute(
      `update part_content_versions set is_active = false where part_id = any ($1::integer[]) and is_active`,
      [older.map(({ id }) => id)],
    );
  const rows = changes.map(({ id, change: { summary, event, changed } }) => ({
    part_id: id,
    id: uuidv7(),
    change_summary: summary,
    event_type: event,
    changed,
  }));
  await tx.query({
    name: 'part_versions_add',
    text: `insert into part_content_versions
       (id, part_id, version_number, content_snapshot, change_summary, event_type, changed, created_by, created_by_name, created_at)
     select r.id, p.id, p.version, ${SNAPSHOT}, r.change_summary, r.event_type, r.changed, $2, $3, p.updated_at
     from jsonb_populate_recordset(null::part_content_versions, $1::jsonb) r join parts p on p.id = r.part_id`,
    values: [JSON.stringify(rows), editor.id, editor.name],
  });
}
