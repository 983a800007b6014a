import type { PoolClient } from 'pg';
import { QueryFailedError } from 'typeorm';
import type { QueryRunner } from 'typeorm';
import type { Tx } from './database.js';
import { watchOf } from './statement-watch.js';

/** A statement that a connection parses and plans once: its name stands for its text, everywhere. */
export interface Statement {
  name: string;
  text: string;
  /** Objects are sent as JSON; arrays hold strings or numbers. */
  values?: unknown[];
}

export type Rows = Record<string, unknown>[];

/**
 * Sends statements in one round trip (pg's pipeline mode). A failure aborts the transaction around
 * them, so those behind it, a COMMIT too, change nothing.
 * @returns the rows of each.
 * @throws QueryFailedError naming the first that failed.
 * @throws TypeError before anything is sent when a value can't be sent.
 */
export async function sendTogether(
  runner: QueryRunner,
  statements: readonly Statement[],
): Promise<Rows[]> {
  const client = (await runner.connect()) as PoolClient;
  const ready = statements.map((statement) => ({
    ...statement,
    values: (statement.values ?? []).map(sendable),
  }));
  const watch = watchOf(runner);
  let startedAt = performance.now();
  // They are worked on one after the other: each begins when the one before has ended.
  const ended = (text: string) => {
    const endedAt = performance.now();
    watch?.ended(text, startedAt, endedAt);
    startedAt = endedAt;
  };
  const answers = await Promise.allSettled(
    ready.map((statement) => {
      const answer = client.query(statement);
      return watch ? answer.finally(() => ended(statement.text)) : answer;
    }),
  );
  return answers.map((answer, index) => {
    if (answer.status === 'fulfilled') return answer.value.rows as Rows;
    const { text, values } = ready[index]!;
    throw new QueryFailedError(text, values, answer.reason as Error);
  });
}

/**
 * Runs statements that do not need each other's answers in one round trip, in their order.
 * @returns the rows of each.
 * @throws QueryFailedError of the first that failed; the transaction is over then.
 */
export function together(tx: Tx, statements: readonly Statement[]): Promise<Rows[]> {
  return sendTogether(tx.runner, statements);
}

/**
 * pg turns objects into JSON while it sends. What fails there has begun no statement on the server, so a
 * COMMIT sent behind it would keep the rest: it must fail here, before anything leaves.
 */
function sendable(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date || Buffer.isBuffer(value)) return value;
  if (!Array.isArray(value)) return JSON.stringify(value);
  if (value.some((item) => typeof item === 'object' && item !== null)) {
    throw new TypeError('an array value holds strings or numbers only');
  }
  return value;
}
