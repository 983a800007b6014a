import { Injectable } from '@nestjs/common';
import { CacheInvalidate, VersionedCache } from '@tandem/cache';
import { validationFailed } from '@tandem/kernel';
import type { FieldError } from '@tandem/kernel';
import { outbox } from '@tandem/messaging';
import { Database, isLockNotAvailable, transaction, type Tx } from '@tandem/persistence';
import {
  linesConflict,
  partNotFound,
  stockConflict,
  writeInFlight,
  type LineConflict,
} from './errors.js';
import { stockCacheEffects } from './stock-cache.js';
import { judgeEdit, type StockChange, type StockEdit, type StockLevel } from './stock-level.js';
import { stockEvents } from './stock-events.js';
import {
  lockStock,
  readStock,
  writeStock,
  type ChangeNote,
  type StockTarget,
} from './stock-store.js';
import { toStockView } from './stock-view.js';

export interface ChangeStockCommand {
  edits: readonly StockEdit[];
  /** Problems name `lines.<n>.<field>` when the edits came as a list. */
  asLines: boolean;
  note: ChangeNote;
}

/**
 * The one way staff change stock: lock the rows in part-id order, judge every edit against what is there now, write
 * all or none, and let events leave with the same commit.
 *
 * An absolute figure without a version could silently undo what another editor is just saving, so it takes its locks
 * without waiting. A delta undoes nothing and a version is compared after the wait: both may wait.
 */
@Injectable()
export class ChangeStock {
  constructor(
    private readonly database: Database,
    readonly cache: VersionedCache,
  ) {}

  @CacheInvalidate({
    effects: (changes: StockChange[], _command: ChangeStockCommand) => stockCacheEffects(changes),
  })
  async change(command: ChangeStockCommand): Promise<StockChange[]> {
    const partIds = command.edits.map((edit) => edit.part_id);
    try {
      return await transaction(this.database, (tx) => this.changeWithin(tx, command, partIds));
    } catch (error) {
      if (!isLockNotAvailable(error)) throw error;
      const current = (await readStock(this.database, partIds)).map(toStockView);
      throw writeInFlight(command.asLines ? current : current[0]);
    }
  }

  private async changeWithin(
    tx: Tx,
    command: ChangeStockCommand,
    partIds: readonly number[],
  ): Promise<StockChange[]> {
    const blind = command.edits.some(
      (edit) => edit.version === undefined && edit.delta === undefined,
    );
    const levels = await lockStock(tx, partIds, blind ? 'no-wait' : 'wait');
    const targets = judgeAll(command, levels);
    const written = await writeStock(tx, targets, command.note);
    const after = new Map(written.map((level) => [level.part_id, level]));
    const changes = partIds.map((id) => ({ before: levels.get(id)!, after: after.get(id)! }));
    await outbox.addMany(tx, stockEvents(changes));
    return changes;
  }
}

function judgeAll(command: ChangeStockCommand, levels: Map<number, StockLevel>): StockTarget[] {
  const targets: StockTarget[] = [];
  const problems: FieldError[] = [];
  const conflicts: LineConflict[] = [];
  command.edits.forEach((edit, line) => {
    const at = (field: string) => (command.asLines ? `lines.${line}.${field}` : field);
    const level = levels.get(edit.part_id);
    if (!level) {
      if (!command.asLines) throw partNotFound(edit.part_id);
      problems.push({ field: at('part_id'), message: 'is not a part of the catalogue' });
      return;
    }
    const verdict = judgeEdit(edit, level);
    if (verdict.ok) targets.push({ part_id: edit.part_id, ...verdict });
    else if (verdict.problem === 'stale') conflicts.push({ line, current: toStockView(level) });
    else problems.push({ field: at(verdict.field), message: verdict.message });
  });
  if (problems.length > 0) throw validationFailed(problems);
  if (conflicts.length > 0) {
    throw command.asLines ? linesConflict(conflicts) : stockConflict(conflicts[0]!.current);
  }
  return targets;
}
