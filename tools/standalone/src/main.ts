import { readFileSync } from 'node:fs';
import { startFrontDoors } from '@tandem/front-door';
import { startService, type RunningService } from '@tandem/http';
import type { FrontDoorConfig } from '@tandem/stack';
import { loadService } from './load-service.ts';
import { prepareDatabase } from './prepare.ts';

interface Plan {
  prepare: Record<string, string>;
  services: { name: string; env: Record<string, string> }[];
  frontDoor: FrontDoorConfig;
}

const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Plan;
const running: { stop(): Promise<unknown> }[] = [];
let stopping = false;

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());

await prepareDatabase(plan.prepare);
// One after the other: they share one thread, and a service may look for the tables of the one before it.
for (const { name, env } of plan.services) {
  const { service } = await loadService(name);
  const started: RunningService = await startService(service, env);
  running.unshift(started);
}
running.unshift(await startFrontDoors(plan.frontDoor));
if (stopping) await stop();

async function stop(): Promise<void> {
  stopping = true;
  // The front doors close first, then the services in the reverse of their order.
  for (const one of running.splice(0)) await one.stop();
  process.exit(0);
}
