import { once } from 'node:events';
import { progress } from '../say.ts';
import { startTestBacking } from '../test-backing.ts';

/** Keeps the test backing services running and prints their addresses, for work on one spec in a watch loop. */
export async function backingCommand(_args: string[], stop: AbortController): Promise<number> {
  const backing = await startTestBacking(progress(), stop.signal);
  console.log(
    Object.entries(backing.env)
      .map(([name, value]) => `export ${name}='${value}'`)
      .join('\n'),
  );
  if (!stop.signal.aborted) await once(stop.signal, 'abort');
  await backing.stop();
  return 0;
}
