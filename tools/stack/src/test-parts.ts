import { join } from 'node:path';
import { PartError } from './errors.ts';
import { Home, ROOT } from './home.ts';
import { Run, startParts } from './parts.ts';
import { AlreadyRunning } from './stack.ts';
import { RunLock } from './run-lock.ts';

export interface TestParts {
  /** What int-specs read: TANDEM_TEST_POSTGRES, TANDEM_TEST_REDIS, TANDEM_TEST_KAFKA. */
  env: Record<string, string>;
  origins: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * Real PostgreSQL, Kafka and Redis for tests, without fsync, in a folder of their own.
 * @throws PartError when one is not to be had: a test must not pass because its part was missing.
 */
export async function startTestParts(
  say: (message: string) => void,
  signal?: AbortSignal,
): Promise<TestParts> {
  const home = new Home(join(process.env.TANDEM_HOME ?? join(ROOT, '.tandem'), 'test'));
  const lock = await RunLock.take(home);
  if (!lock) throw new AlreadyRunning(home, await RunLock.holder(home));
  const run = new Run(home, say);
  const stop = async () => {
    await run.stop();
    lock.release();
  };
  signal?.addEventListener('abort', () => void stop(), { once: true });
  try {
    const parts = await startParts(run, { durable: false, standalone: false });
    if (!parts.kafka || !parts.redis) {
      throw new PartError(
        'tests',
        `they need every real part (${parts.missing.join('; ')})`,
        'Install Java 17 and Maven, or give KAFKA_BROKERS and REDIS_URL.',
      );
    }
    return {
      env: {
        TANDEM_TEST_POSTGRES: parts.postgres.address,
        TANDEM_TEST_REDIS: parts.redis.address,
        TANDEM_TEST_KAFKA: parts.kafka.address.join(','),
      },
      origins: {
        PostgreSQL: parts.postgres.origin,
        Kafka: parts.kafka.origin,
        Redis: parts.redis.origin,
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
