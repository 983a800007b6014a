import { once } from 'node:events';
import { progress } from '../say.ts';
import { startTestParts } from '../test-parts.ts';

/** Keeps the test parts running and prints their addresses, for work on one spec in a watch loop. */
export async function partsCommand(_args: string[], stop: AbortController): Promise<number> {
  const parts = await startTestParts(progress(), stop.signal);
  console.log(
    Object.entries(parts.env)
      .map(([name, value]) => `export ${name}='${value}'`)
      .join('\n'),
  );
  if (!stop.signal.aborted) await once(stop.signal, 'abort');
  await parts.stop();
  return 0;
}
