import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import type { QueryRunner } from 'typeorm';
import { retrying } from '@tandem/kernel';
import { currentContext, logger, type RequestContext } from '@tandem/observability';
import { Tx, type Database, type Queryable } from './database.js';
import { isTransactionConflict } from './errors.js';
import { sendTogether } from './pipeline.js';
import type { Rows, Statement } from './pipeline.js';

type AfterCommit = () => void | Promise<void>;

/** Nobody of those who met each other comes back at the same time. */
const AGAIN = retrying(isTransactionConflict, { times: 3, firstMs: 40, longestMs: 160, spread: 1 });
const BEGIN: Statement = { name: 'tandem_begin', text: 'START TRANSACTION' };
const COMMIT: Statement = { name: 'tandem_commit', text: 'COMMIT' };

const RELEASED = [QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError];

interface Pending {
  callbacks: AfterCommit[];
  last: Statement[];
}

const pending = new WeakMap<Tx, Pending>();
const log = logger('persistence');

/**
 * Runs `work` in one transaction, with the acting user, address, user agent and correlation id of
 * the current context set for the audit triggers. A serialization failure or deadlock runs `work`
 * again, up to three more times, so `work` must have no effect outside of `tx`; what belongs
 * outside goes into `afterCommit`.
 * @param opening travels with the BEGIN; `work` gets its rows, of several those of each.
 * @throws whatever `work` throws, after rolling back.
 */
export async function transaction<T>(
  database: Database,
  work: (tx: Tx, opened: Rows) => Promise<T>,
  opening?: Statement,
): Promise<T>;
export async function transaction<T>(
  database: Database,
  work: (tx: Tx, opened: Rows[]) => Promise<T>,
  opening: readonly Statement[],
): Promise<T>;
export async function transaction<T>(
  database: Database,
  work: (tx: Tx, opened: never) => Promise<T>,
  opening: Statement | readonly Statement[] = [],
): Promise<T> {
  const statements = [opening].flat();
  return AGAIN.execute(() =>
    once(
      database,
      (tx, answers) => work(tx, (Array.isArray(opening) ? answers : (answers[0] ?? [])) as never),
      statements,
    ),
  );
}

/**
 * Runs `fn` once the transaction of `tx` has committed, before `transaction()` returns; in the
 * order of the calls. At most once: never after a rollback, and not when the process dies between
 * the commit and it. A failure is logged and does not fail the transaction, which stands.
 * @throws Error when `tx` is not of a running `transaction()`.
 */
export function afterCommit(tx: Tx, fn: AfterCommit): void {
  const state = pending.get(tx);
  if (!state) throw new Error('afterCommit needs a transaction that is running');
  state.callbacks.push(fn);
}

/**
 * Runs a statement whose outcome the rest of the work does not look at: in `transaction()` it is
 * sent together with the COMMIT, saving a round trip while locks are held; its failure fails the
 * transaction. Elsewhere it runs at once. Several keep their order.
 */
export async function withCommit(tx: Queryable, statement: Statement): Promise<void> {
  const state = tx instanceof Tx && pending.get(tx);
  if (state) state.last.push(statement);
  else await tx.query(statement);
}

async function once<T>(
  database: Database,
  work: (tx: Tx, opened: Rows[]) => Promise<T>,
  opening: readonly Statement[],
): Promise<T> {
  const runner = database.dataSource.createQueryRunner();
  const tx = new Tx(runner);
  const callbacks: AfterCommit[] = [];
  const last: Statement[] = [];
  const before = [BEGIN, ...actorSetting()];
  let result: T;
  try {
    await runner.connect();
    track(runner, true);
    const answers = await sendTogether(runner, [...before, ...opening]);
    pending.set(tx, { callbacks, last });
    result = await work(tx, answers.slice(before.length));
    await sendTogether(runner, [...last, COMMIT]);
    track(runner, false);
  } catch (error) {
    // A broken connection can't roll back; the server does it when the session ends.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    // TypeORM releases a runner whose connection broke between two statements, and then tells of that alone.
    if (runner.isReleased && RELEASED.some((kind) => error instanceof kind)) {
      throw new Error('Connection terminated unexpectedly', { cause: error });
    }
    throw error;
  } finally {
    pending.delete(tx);
    await runner.release().catch(() => undefined);
  }
  for (const callback of callbacks) {
    try {
      await callback();
    } catch (error) {
      log.error({ err: error }, 'an after-commit effect failed; the commit stands');
    }
  }
  return result;
}

/** Tells TypeORM of the transaction that it did not begin or end itself. */
function track(runner: QueryRunner, active: boolean): void {
  const known = runner as unknown as { isTransactionActive: boolean; transactionDepth: number };
  known.isTransactionActive = active;
  known.transactionDepth = active ? 1 : 0;
}

/**
 * Names who acts from here on, for the audit triggers: `transaction` does so by itself; one that does the work of several
 * requests says it before the statements of each. Ends with the transaction.
 */
export function actAs({ actor, correlationId }: RequestContext): Statement {
  return {
    name: 'tandem_actor',
    text: `select set_config('tandem.user_id', $1, true), set_config('tandem.ip', $2, true),
            set_config('tandem.user_agent', $3, true), set_config('tandem.correlation_id', $4, true)`,
    values: [actor?.userId ?? '', actor?.ip ?? '', actor?.userAgent ?? '', correlationId],
  };
}

function actorSetting(): Statement[] {
  const context = currentContext();
  return context ? [actAs(context)] : [];
}
