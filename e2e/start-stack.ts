import { join } from 'node:path';
import { startStack } from '@tandem/stack';

/** The whole stack for the journeys, beside whatever else runs on this machine. */
export default async function startStackForJourneys(): Promise<() => Promise<void>> {
  const given = process.env.TANDEM_E2E_STACK;
  if (given) return async () => undefined;
  const home = join(process.env.TANDEM_HOME ?? join(import.meta.dirname, '..', '.tandem'), 'e2e');
  const stack = await startStack({
    home,
    frontDoors: 'free',
    durable: false,
    // All journeys sign in the same few people, and a session beyond the limit ends the one that was used the longest ago.
    env: { AUTH_SESSIONS_PER_USER: '1000' },
    replicas: { catalog: 2, 'realtime-gateway': 2 },
    say: (line) => console.log(`stack: ${line}`),
  });
  process.env.TANDEM_E2E_STACK = join(home, 'stack.json');
  return () => stack.stop();
}
