import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import {
  CHECKS,
  findWrongInCache,
  findWrongOnPages,
  FrontDoor,
  NoAnswer,
  lookForDifferences,
  type CheckName,
  type CacheFinding,
  type Finding,
  type PageFinding,
  type ShownPart,
  type Query,
} from '@tandem/consistency';
import { HandlesJob, type RunningJob } from '@tandem/jobs';
import { logger } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';
import { OperationsConfig } from '../config.js';
import { CheckConsistency } from './check-job.js';
import { CACHE_NAMES, PAGE_NAMES } from './check-names.js';
import { keepFindings, openDifferences } from './difference-store.js';
import { lookAtChain } from './look-at-chain.js';
import { RepairDifferences } from './repair-differences.js';
import { repairOf } from './repairs.js';
import { endRun, noteProgress, runningRun, type ConsistencyRun } from './run-store.js';

const SYSTEM = { id: null, name: 'system' };
const MOST_REPAIRED = 1_000;
const MOST_PAGES_KNOWN = 50;
const log = logger('consistency');

/** Looks through the shop, check by check, and mends what is clear. */
@Injectable()
export class WorkOnCheck {
  constructor(
    private readonly database: Database,
    private readonly config: OperationsConfig,
    private readonly cache: VersionedCache,
    private readonly repairDifferences: RepairDifferences,
  ) {}

  @HandlesJob(CheckConsistency)
  async work({ run_id }: { run_id: string }, { attempt }: RunningJob): Promise<void> {
    const run = await runningRun(this.database, run_id);
    if (!run) return;
    try {
      const found = await this.look(run);
      await this.mend(run);
      await endRun(this.database, run_id, 'completed');
      log.info({ run_id, checks: run.checks.length, found }, 'a check of consistency is done');
    } catch (error) {
      if (attempt >= CheckConsistency.retry.attempts!)
        await endRun(this.database, run_id, 'failed');
      throw error;
    }
  }

  private async look(run: ConsistencyRun): Promise<number> {
    const graceMs = this.config.consistencyGraceMs;
    const query: Query = (sql, values) => this.database.query<object>(sql, values);
    let [lookedAt, found] = [0, 0];
    const keep = async (
      check: string,
      rows: number,
      findings: readonly (Finding | CacheFinding | PageFinding)[],
    ) => {
      found += findings.length;
      await transaction(this.database, (tx) => keepFindings(tx, check, rows, findings));
    };
    for (const { name } of CHECKS.filter(({ name }) => run.checks.includes(name))) {
      const progress = async (check: CheckName, rows: number) => {
        lookedAt += rows;
        await noteProgress(this.database, run.id, { check, lookedAt, found });
      };
      const [look] =
        name === 'audit chain'
          ? [await lookAtChain(this.database, query, { graceMs, progress })]
          : await lookForDifferences(query, { names: [name], graceMs, progress });
      await keep(name, look!.rows, look!.findings);
    }
    const inCache = CACHE_NAMES.filter((name) => run.checks.includes(name));
    if (inCache.length > 0) {
      await noteProgress(this.database, run.id, { check: inCache[0]!, lookedAt, found });
      const read = (keys: readonly string[]) => this.cache.readMany(keys);
      const wrong = await findWrongInCache(read, query, { graceMs });
      for (const name of inCache)
        await keep(
          name,
          0,
          wrong.filter(({ check }) => check === name),
        );
    }
    const onPages = PAGE_NAMES.filter((name) => run.checks.includes(name));
    if (onPages.length > 0 && this.config.doorUrl) {
      await noteProgress(this.database, run.id, { check: onPages[0]!, lookedAt, found });
      const look = await this.lookAtPages(query, onPages);
      lookedAt += look?.parts ?? 0;
      for (const name of look ? onPages : [])
        await keep(
          name,
          look!.parts,
          look!.findings.filter(({ check }) => check === name),
        );
    }
    await noteProgress(this.database, run.id, { check: run.checks.at(-1)!, lookedAt, found });
    return found;
  }

  /** Those that differed before are read again, so that a difference stays open while others are looked at. */
  private async lookAtPages(query: Query, names: readonly string[]) {
    const known = new Set<number>();
    for (const check of names)
      for (const { record } of await openDifferences(this.database, { check }, MOST_PAGES_KNOWN))
        known.add(Number.parseInt(record));
    try {
      return await findWrongOnPages(new FrontDoor<ShownPart>(this.config.doorUrl), query, {
        known: [...known],
        graceMs: this.config.consistencyGraceMs,
      });
    } catch (error) {
      // Nothing is known of pages then, and what was found of them before stays open.
      if (!(error instanceof NoAnswer)) throw error;
      log.warn({ err: error }, 'the shop’s door was not looked through');
      return null;
    }
  }

  private async mend({ checks }: ConsistencyRun): Promise<void> {
    for (const check of checks) {
      if (!repairOf(check)?.byItself) continue;
      const open = await openDifferences(this.database, { check }, MOST_REPAIRED);
      if (open.length > 0) await this.repairDifferences.repair(open, SYSTEM);
    }
  }
}
