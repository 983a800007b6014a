import { readFileSync } from 'node:fs';
import { readEnv } from '@tandem/config';
import { SERVICES } from '@tandem/config/services';
import { startFrontDoors, type FrontDoorConfig } from './index.ts';

const env = readEnv();
// The containers' file names variables, since one image serves both sites.
const text = readFileSync(process.argv[2] ?? '', 'utf8').replace(/\$\{(\w+)\}/g, (_all, name) => {
  const value = env[String(name)];
  if (value === undefined) throw new Error(`${name} is required`);
  return JSON.stringify(value).slice(1, -1);
});
const config = JSON.parse(text) as Partial<FrontDoorConfig> & Omit<FrontDoorConfig, 'services'>;
// A container answers under its service's name.
const services = Object.fromEntries(
  SERVICES.map(({ name }) => [name, [{ id: name, url: `http://${name}:3000` }]]),
);
const trustedProxies = (config.trustedProxies ?? []).flatMap((entry) => entry.split(','));
const doors = await startFrontDoors({ services, ...config, trustedProxies });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => void doors.stop().then(() => process.exit(0)));
}
