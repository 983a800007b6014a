import { join } from 'node:path';
import { Run, startBacking } from './backing-services.ts';
import { StartError } from './errors.ts';
import { Home, ROOT } from './home.ts';
import { RunLock } from './run-lock.ts';
import { AlreadyRunning } from './stack.ts';

export interface TestBacking {
  /** What int-specs read: TANDEM_TEST_POSTGRES, TANDEM_TEST_REDIS, TANDEM_TEST_KAFKA. */
  env: Record<string, string>;
  origins: Record<string, string>;
  stop(): Promise<void>;
}

/**
 * Real PostgreSQL, Kafka and Redis for tests, without fsync, in a folder of their own.
 * @throws StartError when one is not to be had: a test must not pass because its backing service was missing.
 */
export async function startTestBacking(
  say: (message: string) => void,
  signal?: AbortSignal,
): Promise<TestBacking> {
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
    const backing = await startBacking(run, { durable: false, standalone: false });
    if (!backing.kafka || !backing.redis) {
      throw new StartError(
        'tests',
        `they need every real backing service (${backing.missing.join('; ')})`,
        'Install Java 17 and Maven, or give KAFKA_BROKERS and REDIS_URL.',
      );
    }
    return {
      env: {
        TANDEM_TEST_POSTGRES: backing.postgres.address,
        TANDEM_TEST_REDIS: backing.redis.address,
        TANDEM_TEST_KAFKA: backing.kafka.address.join(','),
      },
      origins: {
        PostgreSQL: backing.postgres.origin,
        Kafka: backing.kafka.origin,
        Redis: backing.redis.origin,
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
