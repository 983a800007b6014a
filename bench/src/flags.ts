import type { StackHandle } from '@tandem/stack';
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { percentile } from './load.ts';
import { add, ms } from './report.ts';

const FLAG = 'feature_fe_inventory_sync_fl_catalog_enabled';
/** An even number: the flag ends as it began. */
const SWITCHES = 40;
const LOOK_MS = 20;

/** From the answer to staff who switch a flag until an open page is told, and until each service has it. */
export async function flags(stack: StackHandle, token: string): Promise<void> {
  const { info } = stack;
  const page = io(info.services['realtime-gateway']![0]!, {
    path: '/socket.io',
    transports: ['websocket'],
  });
  await new Promise<void>((resolve) => page.once('connect', () => resolve()));
  const [onPage, inServices] = [[] as number[], new Map<string, number[]>()];
  for (const name of Object.keys(info.services)) inServices.set(name, []);
  let on = await isOn(Object.values(info.services)[0]![0]!);
  for (let n = 0; n < SWITCHES; n += 1) {
    on = !on;
    const told = nextNews(page);
    await decide(`${info.admin}/api/v1/admin/flags/${FLAG}`, token, on);
    const answered = performance.now();
    await Promise.all([
      told.then((at) => onPage.push(Math.max(0, at - answered))),
      ...Object.entries(info.services).map(async ([name, [url]]) => {
        while ((await isOn(url!)) !== on) await pause(LOOK_MS);
        inServices.get(name)!.push(performance.now() - answered);
      }),
    ]);
  }
  page.close();
  const times = (took: number[]) =>
    `p50 ${ms(percentile(took, 50))}, p99 ${ms(percentile(took, 99))}`;
  add('flag switched → open page', times(onPage), `${SWITCHES} times (wanted: 1 s)`);
  const slowest = [...inServices].map(([name, took]) => `${name} ${ms(percentile(took, 99))}`);
  add(
    `flag switched → each of ${inServices.size} services, looked at every ${LOOK_MS} ms`,
    times([...inServices.values()].flat()),
    `p99: ${slowest.join(', ')}`,
  );
}

const nextNews = (page: Socket) =>
  new Promise<number>((resolve) => page.once('flags.changed', () => resolve(performance.now())));

async function decide(url: string, token: string, enabled: boolean): Promise<void> {
  const answer = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ enabled }),
  });
  if (answer.status !== 200) throw new Error(`a flag: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}

/** As a service says it of itself. */
async function isOn(service: string): Promise<boolean> {
  const text = await (await fetch(`${service}/metrics`)).text();
  const value = new RegExp(`^feature_flags\\{[^}]*"${FLAG}"[^}]*\\} (\\d)`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`${service} says nothing of ${FLAG}`);
  return value === '1';
}
