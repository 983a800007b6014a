import { readFileSync } from 'node:fs';
import { startFrontDoors } from '@tandem/front-door';
import type { FrontDoorConfig } from '@tandem/stack';
import { Hosting, type HostedService } from './hosting.ts';
import { prepareDatabase } from './prepare.ts';

interface Plan {
  prepare: Record<string, string>;
  services: HostedService[];
  frontDoor: FrontDoorConfig;
}

const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Plan;
const hosting = new Hosting();
let frontDoors: { stop(): Promise<unknown> } | undefined;
let stopping: Promise<void> | undefined;

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => void (stopping ??= stop()));
}

await prepareDatabase(plan.prepare);
await hosting.start(plan.services);
if (!stopping) frontDoors = await startFrontDoors(plan.frontDoor);

async function stop(): Promise<void> {
  await frontDoors?.stop();
  await hosting.stop();
  process.exit(0);
}
