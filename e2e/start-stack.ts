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
    replicas: { catalog: 2, 'realtime-gateway': 2 },
    say: (line) => console.log(`stack: ${line}`),
  });
  process.env.TANDEM_E2E_STACK = join(home, 'stack.json');
  return () => stack.stop();
}
