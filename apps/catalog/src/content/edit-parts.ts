import { Injectable } from '@nestjs/common';
import type { Tx } from '@tandem/persistence';
import { applyPatch } from './apply-patch.js';
import { ContentWriter, type ChangedPart } from './content-writer.js';
import type { Editor } from './editor.js';
import { claimFields } from './field-owners.js';
import { judgeContent } from './judge-content.js';
import { readContents } from './part-content.js';
import type { ContentDto } from './part.dto.js';
import type { ContentWrite } from './save-content.js';

/** New fields of a part, and the version that whoever asks for them has seen. */
export interface PartEdit {
  id: number;
  version: number;
  patch: ContentDto;
}

/** What became of one of many edits. */
export type EditOutcome =
  { result: 'done'; version: number } | { result: 'unchanged' | 'conflict' | 'gone' };

export interface EditedParts {
  outcomes: Map<number, EditOutcome>;
  /** What the cache is to be told once the transaction is committed. */
  changes: ChangedPart[];
}

/** Writes the fields of many parts, each as `EditPart` does, within the transaction of a caller. */
@Injectable()
export class EditParts {
  constructor(private readonly writer: ContentWriter) {}

  /** A part that somebody else has changed since it was seen, or deleted, is left as it is. */
  async edit(
    tx: Tx,
    edits: readonly PartEdit[],
    editor: Editor,
    summary: string,
  ): Promise<EditedParts> {
    const outcomes = new Map<number, EditOutcome>();
    const ids = edits.map(({ id }) => id);
    const held = await lockParts(tx, ids);
    const contents = await readContents(tx, ids);
    const writes: ContentWrite[] = [];
    for (const { id, version, patch } of edits) {
      const part = held.get(id);
      if (!part || part.deleted) outcomes.set(id, { result: 'gone' });
      else if (part.version !== version) outcomes.set(id, { result: 'conflict' });
      else {
        const before = contents.get(id)!;
        const judged = judgeContent(before, applyPatch(before, patch));
        if (judged.changed.length === 0) outcomes.set(id, { result: 'unchanged' });
        else writes.push({ id, ...judged });
      }
    }
    const changes = await this.writer.editMany(tx, writes, editor, summary);
    await claimFields(tx, writes, editor);
    for (const { document } of changes)
      outcomes.set(document.id, { result: 'done', version: document.version });
    return { outcomes, changes };
  }
}

interface HeldPart {
  id: number;
  version: number;
  deleted: boolean;
}

/** In the order of their ids, so that two who change several never wait for each other in a circle. */
async function lockParts(tx: Tx, ids: readonly number[]): Promise<Map<number, HeldPart>> {
  const rows = await tx.query<HeldPart>(
    `select id, version, deleted_at is not null as deleted from parts
      where id = any ($1::integer[]) order by id for update`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
