import { Inject, Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { invalidField, versionConflict } from '@tandem/kernel';
import { Database, type Tx } from '@tandem/persistence';
import { readAdminPart, type AdminPart } from './admin-part.js';
import { ConfirmTokens } from './confirm-token.js';
import { UpdatesShop } from './content-cache.js';
import { ContentWriter, type ChangeRequest, type PartChange } from './content-writer.js';
import type { Editor } from './editor.js';
import { notDeleted, partNotFound } from './errors.js';
import { OfferedContent } from './offered-content.js';
import { changedFields, readContents, withoutIdleSale } from './part-content.js';
import { updateContents, type ContentWrite } from './save-content.js';

/** What goes with a part when it is deleted, and the token that says somebody saw it. */
export interface DeleteImpact {
  part_id: number;
  version: number;
  images: number;
  specifications: number;
  versions: number;
  stock: AdminPart['stock'];
  /** Units set aside for orders that are not settled yet. */
  open_reservations: number;
  confirm: string;
}

/** Takes parts out of the shop and brings them back; nothing of a part is ever erased. */
@Injectable()
export class DeletePart {
  constructor(
    private readonly database: Database,
    private readonly writer: ContentWriter,
    @Inject(ConfirmTokens) private readonly tokens: ConfirmTokens,
    private readonly offered: OfferedContent,
    readonly cache: VersionedCache,
  ) {}

  async impact(id: number, editor: Editor): Promise<DeleteImpact> {
    const part = await readAdminPart(this.database, id);
    if (!part || part.deleted_at) throw partNotFound(id);
    const [row] = await this.database.query<{ versions: number }>(
      `select count(*)::integer as versions from part_content_versions where part_id = $1`,
      [id],
    );
    return {
      part_id: id,
      version: part.version,
      images: part.images.length,
      specifications: part.specifications.length,
      versions: row!.versions,
      stock: part.stock,
      open_reservations: part.stock.reserved_quantity,
      confirm: this.tokens.issue(id, part.version, editor.id ?? ''),
    };
  }

  /** @throws DomainError 422 on `confirm`, or 409 when the part is no longer what was confirmed. */
  @UpdatesShop()
  async delete(request: ChangeRequest, confirm: string): Promise<PartChange> {
    const { id, editor } = request;
    return this.writer.change(request, async (tx) => {
      const { version } = await currentState(tx, id);
      const verdict = this.tokens.judge(confirm, id, version, editor.id ?? '');
      if (verdict === 'changed') throw versionConflict(await readAdminPart(tx, id));
      if (verdict !== 'ok')
        throw invalidField(
          'confirm',
          verdict === 'expired' ? 'is too old' : 'must be the token of delete-impact',
        );
      await touch(tx, id, editor, 'deleted_at = clock_timestamp(), version = version + 1');
      return { event: 'part.deleted', changed: ['deleted_at'], summary: 'Deleted' };
    });
  }

  @UpdatesShop()
  async restore(request: ChangeRequest): Promise<PartChange> {
    const { id, editor } = request;
    return this.writer.change({ ...request, deleted: true }, async (tx) => {
      if (!(await currentState(tx, id)).deleted) throw notDeleted(id);
      const write = await this.caughtUp(tx, id);
      await updateContents(tx, write ? [write] : [], editor);
      // One change is one version.
      const version = write ? 'version' : 'version + 1';
      await touch(tx, id, editor, `deleted_at = null, version = ${version}`);
      return { event: 'part.restored', changed: ['deleted_at'], summary: 'Restored' };
    });
  }

  /** What was told of a part while it was deleted. */
  private async caughtUp(tx: Tx, id: number): Promise<ContentWrite | null> {
    const before = (await readContents(tx, [id])).get(id)!;
    const content = withoutIdleSale(await this.offered.asOffered(tx, id, before));
    const changed = changedFields(before, content);
    return changed.length > 0 ? { id, content, changed } : null;
  }
}

async function currentState(tx: Tx, id: number): Promise<{ version: number; deleted: boolean }> {
  const [row] = await tx.query<{ version: number; deleted: boolean }>(
    `select version, deleted_at is not null as deleted from parts where id = $1`,
    [id],
  );
  return row!;
}

async function touch(tx: Tx, id: number, editor: Editor, set: string): Promise<void> {
  await tx.execute(
    `update parts set ${set}, updated_by = $2, updated_by_name = $3, updated_at = clock_timestamp()
     where id = $1`,
    [id, editor.id, editor.name],
  );
}
