import { Injectable } from '@nestjs/common';
import type { SyncKind } from '@tandem/contracts';
import type { Tx } from '@tandem/persistence';

/** Where a run is; JSON, kept in its row, so that another instance goes on from there. */
export type RunCursor = Record<string, unknown>;

/** Why one thing of a run could not be done. The run goes on without it. */
export interface RunError {
  /** The id of the product or the SKU, or in words what it is. */
  subject: string;
  /** A code. */
  reason: string;
}

/** What one step of a run brought. */
export interface RunPage {
  /** Where the next step begins; null when there is nothing left to do. */
  next: RunCursor | null;
  processed: number;
  /** How many there are in all, as far as the outside has told by now. */
  total?: number | null;
  errors?: readonly RunError[];
  /**
   * Writes it, in the transaction that moves the cursor on: both happen or neither. It may be called again for the same
   * page, when a transaction had to be repeated.
   */
  apply?(tx: Tx): Promise<void>;
}

/** A run as those who work on it see it. */
export interface RunUnderWay {
  id: string;
  options: Record<string, unknown>;
  startedAt: Date;
}

/** What a kind of run does, page by page. */
export interface RunPlan {
  readonly kind: SyncKind;
  /**
   * Fetches what lies at the cursor, which is null at the beginning; outside of any transaction. A page may be fetched
   * again, by another instance too. Throwing means that it is tried again for a while; `RunFailed` ends the run.
   */
  page(cursor: RunCursor | null, run: RunUnderWay): Promise<RunPage>;
}

/** Thrown by a plan: the run can't be finished. */
export class RunFailed extends Error {
  constructor(
    /** A code. */
    readonly reason: string,
    cause?: unknown,
  ) {
    super(`the run failed: ${reason}`, { cause });
    this.name = 'RunFailed';
  }
}

/** The kinds of runs that this service can do: each feature adds its own when its module begins. */
@Injectable()
export class RunPlans {
  private readonly plans = new Map<SyncKind, RunPlan>();

  add(plan: RunPlan): void {
    if (this.plans.has(plan.kind)) throw new Error(`two plans of ${plan.kind}`);
    this.plans.set(plan.kind, plan);
  }

  /** @throws Error when there is none of this kind. */
  of(kind: SyncKind): RunPlan {
    const plan = this.plans.get(kind);
    if (!plan) throw new Error(`there is no plan of ${kind}`);
    return plan;
  }
}
