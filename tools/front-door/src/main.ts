import { readFileSync } from 'node:fs';
import { startFrontDoors, type FrontDoorConfig } from './index.ts';

const config = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as FrontDoorConfig;
const doors = await startFrontDoors(config);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => void doors.stop().then(() => process.exit(0)));
}
