import { readFileSync } from 'node:fs';
import { readEnv } from '@tandem/config';
import { startFrontDoors, type FrontDoorConfig } from './index.ts';

const env = readEnv();
// The containers' file names variables, since one image serves both sites.
const text = readFileSync(process.argv[2] ?? '', 'utf8').replace(/\$\{(\w+)\}/g, (_all, name) => {
  const value = env[String(name)];
  if (value === undefined) throw new Error(`${name} is required`);
  return JSON.stringify(value).slice(1, -1);
});
const config = JSON.parse(text) as FrontDoorConfig;
const trustedProxies = (config.trustedProxies ?? []).flatMap((entry) => entry.split(','));
const doors = await startFrontDoors({ ...config, trustedProxies });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => void doors.stop().then(() => process.exit(0)));
}
