import type { StackHandle } from '@tandem/stack';
import { child, said } from './child.ts';

export interface Floor {
  pid: number;
  base: string;
  close: () => void;
}

/** Starts what reads and writes are held against, in a process of its own: `/bare/part`, `/mget/list`, `/transaction`. */
export async function startFloor(stack: StackHandle): Promise<Floor> {
  const catalog = stack.info.services.catalog![0]!;
  const part = `${catalog}/api/v1/parts/1`;
  const list = `${catalog}/api/v1/parts?limit=24`;
  const { items } = (await (await fetch(list)).json()) as { items: { id: number }[] };
  await fetch(part);
  const aspects = ['', ':stock', ':prices', ':images', ':specs'];
  const floor = child('floor.ts', [
    stack.info.redis!,
    stack.info.postgres,
    JSON.stringify({ name: 'part', url: part, keys: aspects.map((a) => `part:1${a}`) }),
    JSON.stringify({
      name: 'list',
      url: list,
      keys: [
        'parts:list:generation:physical:members',
        'parts:list:generation:game:members',
        ...items.map((i) => `part:${i.id}:stock`),
        ...items.map((i) => `part:${i.id}:prices`),
      ],
    }),
  ]);
  const { port } = await said<{ port: number }>(floor);
  return {
    pid: floor.pid!,
    base: `http://127.0.0.1:${port}`,
    close: () => floor.disconnect(),
  };
}
