import { Injectable } from '@nestjs/common';
import { versionConflict } from '@tandem/kernel';
import { Database, isLockNotAvailable, transaction, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { readDocument, type PartDocument } from '../parts/part-document.js';
import { SNAPSHOT } from '../parts/part-sql.js';
import { readAdminPart, type AdminPart } from './admin-part.js';
import { announce, eventFor, type RecordedChange } from './announce-part.js';
import { asDomainError } from './database-errors.js';
import { partNotFound, writeInFlight } from './errors.js';
import { changedFields, readContent, type PartContent } from './part-content.js';
import { updateContent } from './save-content.js';

/** Who changes a part; the name is kept so that a conflict can say whose change came between. */
export interface Editor {
  id: string | null;
  name: string | null;
}

/** What a write leaves: the answer for staff and the documents the cache gets. */
export interface PartChange {
  admin: AdminPart;
  document: PartDocument;
  /** False when the write found everything already as asked for. */
  happened: boolean;
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
}

/** The one way a part's content changes: row lock, version check, update, content version and event in one transaction. */
@Injectable()
export class ContentWriter {
  constructor(private readonly database: Database) {}

  /** Gives a part new content. An edit that changes nothing leaves everything as it is. */
  edit(
    request: ChangeRequest,
    edit: (before: PartContent, tx: Tx) => Edit | Promise<Edit>,
  ): Promise<PartChange> {
    return this.change(request, async (tx) => {
      const before = await readContent(tx, request.id);
      const { content, summary, rolledBackTo } = await edit(before, tx);
      const changed = changedFields(before, content);
      if (changed.length === 0) return null;
      await updateContent(tx, request.id, content, changed, request.editor);
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

  /** Adds a part; `insert` returns its id. */
  create(editor: Editor, insert: (tx: Tx) => Promise<number>): Promise<PartChange> {
    return this.run(null, async (tx) => {
      const id = await insert(tx);
      const change: RecordedChange = { event: 'part.created', changed: [], summary: 'Created' };
      return this.record(tx, id, change, editor);
    });
  }

  /** Records that something a part shows has changed elsewhere, e.g. the name of its category. The caller holds its row. */
  async touch(tx: Tx, id: number, field: string, editor: Editor): Promise<PartChange> {
    await tx.execute(
      `update parts set version = version + 1, updated_by = $2, updated_by_name = $3, updated_at = clock_timestamp()
       where id = $1`,
      [id, editor.id, editor.name],
    );
    const change: RecordedChange = {
      event: 'content.updated',
      changed: [field],
      summary: `Changed ${field}`,
    };
    return this.record(tx, id, change, editor);
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

  /** Keeps the part as it now is as its active content version, and tells the others through the outbox. */
  private async record(
    tx: Tx,
    id: number,
    change: RecordedChange | null,
    editor: Editor,
  ): Promise<PartChange> {
    if (change) await addContentVersion(tx, id, change, editor);
    const document = await readDocument(tx, id);
    if (change) await announce(tx, document, change, editor.id);
    return { admin: (await readAdminPart(tx, id))!, document, happened: change !== null };
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

async function addContentVersion(
  tx: Tx,
  id: number,
  change: RecordedChange,
  editor: Editor,
): Promise<void> {
  await tx.execute(
    `update part_content_versions set is_active = false where part_id = $1 and is_active`,
    [id],
  );
  await tx.execute(
    `insert into part_content_versions
       (id, part_id, version_number, content_snapshot, change_summary, event_type, changed, created_by, created_by_name, created_at)
     select $2, p.id, p.version, ${SNAPSHOT}, $3, $4, $5, $6, $7, p.updated_at from parts p where p.id = $1`,
    [id, uuidv7(), change.summary, change.event, change.changed, editor.id, editor.name],
  );
}
