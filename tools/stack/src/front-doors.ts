import { join } from 'node:path';
import type { Run } from './backing-services.ts';
import { ROOT } from './home.ts';
import { nodeFlags, OWN_SOURCE_MAPS } from './node-flags.ts';
import { SITES, type Instance, type SiteName } from './services.ts';
import type { StackOptions } from './stack-options.ts';
import { answersOk } from './wait.ts';

/** What tools/front-door reads; the same shape in its own process and in the standalone one. */
export interface FrontDoorConfig {
  host: string;
  sites: { name: SiteName; port: number; folder: string; publicUrl?: string }[];
  services: Record<string, { id: string; url: string }[]>;
  trustedProxies: string[];
  /** Requests a minute and address. */
  rateLimit: number;
  /** The file that says how requests are divided among the instances of a service. */
  shares?: string;
}

/** Where the sites will be, before anything runs: services write these addresses into mails. */
export interface Places {
  sites: FrontDoorConfig['sites'];
  urls: Record<SiteName, string>;
  notes: string[];
}

export interface Doors extends Places {
  config: FrontDoorConfig;
}

/** Written by `npm run traffic`. */
export const SHARES = 'traffic.json';

// Far above what a load test from one machine reaches; a public shop sets its own.
const DEVELOPMENT_RATE_LIMIT = 10_000_000;

export async function placeSites(run: Run, placing: 'usual' | 'free'): Promise<Places> {
  const notes: string[] = [];
  const sites: FrontDoorConfig['sites'] = [];
  for (const { name, app, port: usual, variable } of SITES) {
    let port: number;
    if (placing === 'free') port = await run.ports.port(`front-door-${name}`);
    else {
      const door = await run.ports.frontDoor(
        `front-door-${name}`,
        process.env[variable],
        usual,
        variable,
      );
      port = door.port;
      if (door.moved)
        notes.push(`port ${usual} is taken, so the ${name} is on ${port} (${variable} moves it)`);
    }
    sites.push({ name, port, folder: join(ROOT, 'apps', app, 'dist') });
  }
  const urls = Object.fromEntries(
    sites.map(({ name, port }) => [name, `http://127.0.0.1:${port}`]),
  ) as Places['urls'];
  return { sites, urls, notes };
}

export function planDoors(
  places: Places,
  instances: readonly Instance[],
  options: StackOptions,
): Doors {
  const services: FrontDoorConfig['services'] = {};
  for (const { service, id, url } of instances) (services[service.name] ??= []).push({ id, url });
  return {
    ...places,
    config: {
      host: '127.0.0.1',
      sites: places.sites.map((site) => ({ ...site, publicUrl: places.urls[site.name] })),
      services,
      trustedProxies: options.trustedProxies ?? [],
      rateLimit: Number(process.env.TANDEM_RATE_LIMIT ?? DEVELOPMENT_RATE_LIMIT),
    },
  };
}

export async function startFrontDoor(run: Run, doors: Doors): Promise<void> {
  run.home.writeJson('front-door.json', { ...doors.config, shares: run.home.path(SHARES) });
  const managed = run.supervise({
    name: 'front-door',
    command: process.execPath,
    args: [
      ...nodeFlags(160),
      ...OWN_SOURCE_MAPS,
      join(ROOT, 'tools', 'front-door', 'src', 'main.ts'),
      run.home.path('front-door.json'),
    ],
    cwd: ROOT,
    env: { NODE_ENV: 'production' },
    ready: async () => {
      for (const url of Object.values(doors.urls)) await answersOk(`${url}/front-door/health`);
    },
    isAlarm: (text) => /"level":[56]0/.test(text),
    advice: 'Read the log. TANDEM_SHOP_PORT and TANDEM_ADMIN_PORT set other ports.',
  });
  await managed.start();
}
