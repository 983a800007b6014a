import { TcpProxy } from '@tandem/testing/tcp-proxy';
import { wrongOnPage } from './judges.ts';
import { OpenPage } from './open-page.ts';
import type { Outcome, Place } from './scenario.ts';
import { until } from './until.ts';

const EDITS = 8;
const STOCK = 1_000;

interface Level {
  version: number;
}

/** All open pages lose their gateway at once, twice: their network is cut, then the gateway dies. Staff go on all the while. */
export async function reconnectStorm(place: Place): Promise<Outcome> {
  const { client, stack, users } = place;
  const gateway = stack.info.services['realtime-gateway']![0]!;
  const part = await client.part('Stormy part', '2.00', STOCK);
  const proxy = await TcpProxy.inFrontOf(gateway);
  // Of Socket.IO, which takes no slash at the end for another path.
  const through = proxy.through(gateway).replace(/\/$/, '');
  const pages = await Promise.all(
    Array.from({ length: users }, () => new OpenPage(through, part).ready()),
  );
  const confirmed: number[] = [];
  const edit = async () => {
    const current_stock = STOCK + confirmed.length + 1;
    const path = `/admin/parts/${part}/stock`;
    const { version } = await client.staff<Level>('inventory', path, 'PUT', { current_stock });
    confirmed.push(version);
  };
  const wrong: string[] = [];
  const storms: [string, lose: () => Promise<void>, back: () => Promise<void>][] = [
    ['their network is cut', async () => proxy.cut(), async () => proxy.restore()],
    [
      'the gateway dies',
      () => stack.kill('realtime-gateway'),
      () => stack.whenReady('realtime-gateway'),
    ],
  ];
  const figures: Outcome['figures'] = [];
  try {
    for (const [what, lose, back] of storms) {
      for (let n = 0; n < EDITS; n += 1) await edit();
      await lose();
      if (!(await until(() => pages.every((page) => !page.isConnected))))
        throw new Error(`${what}: not every page noticed`);
      for (let n = 0; n < EDITS; n += 1) await edit();
      await back();
      const begun = performance.now();
      for (let n = 0; n < EDITS; n += 1) await edit();
      const last = confirmed.at(-1)!;
      const isUpToDate = (page: OpenPage) =>
        page.versionsOf('stock.updated').at(-1) === last || page.resyncs > 0;
      await until(() => pages.every(isUpToDate));
      figures.push({
        what: `${users} pages, ${what}`,
        figure: `all are up to date ${((performance.now() - begun) / 1000).toFixed(1)} s after it is back`,
        note: `${pages.filter(({ isConnected }) => isConnected).length} connected`,
      });
    }
    const resyncs = pages.filter((page) => page.resyncs > 0).length;
    if (resyncs > 0) figures.push({ what: 'told to read anew', figure: `${resyncs} pages` });
    for (const page of pages) {
      const heard = page.versionsOf('stock.updated');
      // Who is told that it can't be brought up to date reads the page anew.
      const found = page.resyncs > 0 ? null : wrongOnPage(confirmed, heard);
      if (found) wrong.push(found);
    }
  } finally {
    for (const page of pages) page.close();
    await proxy.close();
  }
  return { figures, wrong };
}
