import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { currentContext, logger } from '@tandem/observability';
import { isTransactionConflict } from './errors.js';

type AfterCommit = () => void | Promise<void>;

const MAX_ATTEMPTS = 4;
const pending = new WeakMap<EntityManager, AfterCommit[]>();
const log = logger('persistence');

/**
 * Runs `work` in one transaction, with the acting user, address, user agent and correlation id of
 * the current context set for the audit triggers. A serialization failure or deadlock runs `work`
 * again, up to three more times, so `work` must have no effect outside of `tx`; what belongs
 * outside goes into `afterCommit`.
 * @throws whatever `work` throws, after rolling back.
 */
export async function transaction<T>(
  ds: DataSource,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(ds, work);
    } catch (error) {
      if (!isTransactionConflict(error) || attempt >= MAX_ATTEMPTS) throw error;
      await delay(Math.random() * 20 * 2 ** attempt);
    }
  }
}

/**
 * Runs `fn` once the transaction of `tx` has committed, before `transaction()` returns; in the
 * order of the calls. At most once: never after a rollback, and not when the process dies between
 * the commit and it. A failure is logged and does not fail the transaction, which stands.
 * @throws Error when `tx` is not the manager of a running `transaction()`.
 */
export function afterCommit(tx: EntityManager, fn: AfterCommit): void {
  const callbacks = pending.get(tx);
  if (!callbacks) throw new Error('afterCommit needs the manager that transaction() handed out');
  callbacks.push(fn);
}

async function once<T>(ds: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  const runner = ds.createQueryRunner();
  const callbacks: AfterCommit[] = [];
  let result: T;
  try {
    await runner.startTransaction();
    pending.set(runner.manager, callbacks);
    await setActor(runner);
    result = await work(runner.manager);
    await runner.commitTransaction();
  } catch (error) {
    // A broken connection can't roll back; the server does it when the session ends.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    pending.delete(runner.manager);
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

async function setActor(runner: QueryRunner): Promise<void> {
  const context = currentContext();
  if (!context) return;
  await runner.query(
    `select set_config('tandem.user_id', $1, true), set_config('tandem.ip', $2, true),
            set_config('tandem.user_agent', $3, true), set_config('tandem.correlation_id', $4, true)`,
    [
      context.actor?.userId ?? '',
      context.actor?.ip ?? '',
      context.actor?.userAgent ?? '',
      context.correlationId,
    ],
  );
}
