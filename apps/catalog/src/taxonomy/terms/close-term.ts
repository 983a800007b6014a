import { Injectable } from '@nestjs/common';
import { conflict, invalidField, versionConflict } from '@tandem/kernel';
import { Database, type Tx } from '@tandem/persistence';
import type { Editor } from '../../content/editor.js';
import { refuseClosing } from './edit-term.js';
import { FollowTerm } from './follow-term.js';
import { findTerm, lockTerm, readTerm, termView, type TermKind } from './term-rows.js';
import { TermVocabulary } from './term-vocabulary.js';
import type { AdminTermView, TermImpactView } from './term.dto.js';

interface CloseRequest {
  of: TermKind;
  id: string;
  version?: number;
  move_to?: string;
  editor: Editor;
}

/**
 * Takes a genre or a platform away, or merges it into another. Its games follow in transactions of their own, each of them is
 * in the list of the one or of the other, and the row goes with the last.
 */
@Injectable()
export class CloseTerm {
  constructor(
    private readonly database: Database,
    private readonly vocabulary: TermVocabulary,
    private readonly following: FollowTerm,
  ) {}

  async impact(of: TermKind, id: string): Promise<TermImpactView> {
    const { version, parts } = await readTerm(this.database, of, id);
    const [row] = await this.database.query<{ deleted_parts: number }>(
      `select count(*)::integer as deleted_parts from part_${of}s l join parts p on p.id = l.part_id
        where l.${of}_id = $1 and p.deleted_at is not null`,
      [id],
    );
    return { id, version, parts, ...row! };
  }

  /** @returns it while games still have it, null once it is gone. */
  async close({ of, id, version, move_to, editor }: CloseRequest): Promise<AdminTermView | null> {
    const target = move_to?.toLowerCase() ?? null;
    await this.vocabulary.change(of, async (tx) => {
      const term = await lockTerm(tx, of, id);
      if (version !== undefined && version !== term.version) throw versionConflict(termView(term));
      // Asked again, as by somebody whose answer got lost: it is on its way.
      if (term.closing && term.closes_into === target) return;
      refuseClosing(of, term);
      await refuseTarget(tx, of, id, target);
      await tx.execute(
        `update ${of}s set closing = true, closes_into = $2, version = version + 1, updated_at = clock_timestamp()
          where id = $1`,
        [id, target],
      );
      await this.following.begin(tx, { of, id }, 'close', editor);
    });
    await this.following.followForAWhile({ of, id });
    const left = await findTerm(this.database, of, id);
    return left ? termView(left) : null;
  }
}

async function refuseTarget(
  tx: Tx,
  of: TermKind,
  id: string,
  target: string | null,
): Promise<void> {
  const [incoming] = await tx.query(`select from ${of}s where closes_into = $1 limit 1`, [id]);
  if (incoming)
    throw conflict(`${of}_in_use`, `Games of another ${of} are on their way into this one.`);
  if (target === null) return;
  if (target === id) throw invalidField('move_to', `must be another ${of}`);
  const [row] = await tx.query<{ closing: boolean }>(
    `select closing from ${of}s where id = $1 for key share`,
    [target],
  );
  if (!row) throw invalidField('move_to', 'does not exist');
  if (row.closing) throw invalidField('move_to', 'is being closed and takes no more games');
}
