import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackHandle } from '@tandem/stack';
import { endProcess, freePort } from '@tandem/testing';
import { eventually } from './client.js';

const ROOT = join(import.meta.dirname, '..', '..');
const TEMPLATE = join(ROOT, 'deploy', 'nginx', 'default.conf.template');
const SETTINGS = join(ROOT, 'deploy', 'nginx', '15-tandem.envsh');

export interface NginxDoor {
  url: string;
  /** Other shares for new versions, as `TANDEM_CANARY` has them, by a reload; it takes effect a moment later. */
  divide(canary: string): void;
  stop(): Promise<void>;
}

export interface NginxPlan {
  home: string;
  site: 'shop' | 'admin';
  trusted: string;
  /** Addresses by service, to stand in for those of the stack. */
  services?: Record<string, string[]>;
  ratePerSecond?: number;
  canary?: string;
}

/** What is behind a door: a running stack, or whatever stands in for one. */
interface Behind {
  info: Pick<StackHandle['info'], 'shop' | 'admin' | 'services'>;
}

/** This machine's own nginx with the containers' template, before the services of a running stack. */
export async function startNginx(stack: Behind, plan: NginxPlan): Promise<NginxDoor> {
  const { site } = plan;
  const folder = join(plan.home, `nginx-${site}`);
  for (const name of ['', 'body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const port = await freePort();
  const config = join(folder, 'nginx.conf');
  const configure = (canary: string | undefined) => {
    const env = settings(port, { ...plan, canary });
    const server = readFileSync(TEMPLATE, 'utf8').replace(
      /\$\{([A-Z_]+)\}/g,
      (_all, name: string) => env[name] ?? '',
    );
    writeFileSync(config, around(folder, upstreams(stack, plan), server));
  };
  configure(plan.canary);
  const nginx = spawn(program(), ['-p', folder, '-c', config, '-e', join(folder, 'error.log')], {
    stdio: 'inherit',
  });
  await once(nginx, 'spawn');
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => {
    if (nginx.exitCode !== null) throw new Error(`nginx ended: see ${folder}/error.log`);
    await fetch(`${url}/assets/none.js`);
  });
  const divide = (canary: string) => {
    configure(canary);
    nginx.kill('SIGHUP');
  };
  return { url, divide, stop: () => endProcess(nginx) };
}

function program(): string {
  const found = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', 'nginx'].find((path) => {
    try {
      execFileSync(path, ['-v'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
  if (found === undefined) throw new Error('nginx is not installed: apt-get install nginx');
  return found;
}

/** As the image's entrypoint reads them. */
function settings(port: number, { site, trusted, ratePerSecond = 100_000, canary }: NginxPlan) {
  const output = execFileSync('sh', ['-c', `. '${SETTINGS}'; env`], {
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      TANDEM_SITE: site,
      TANDEM_LISTEN: `127.0.0.1:${port}`,
      TANDEM_ROOT: join(ROOT, 'apps', site === 'shop' ? 'storefront' : 'admin', 'dist'),
      TANDEM_TRUSTED_PROXIES: trusted,
      TANDEM_RATE_PER_SECOND: String(ratePerSecond),
      TANDEM_CANARY: canary,
    },
  });
  const lines = output.split('\n').map((line) => line.split(/=(.*)/s) as [string, string?]);
  // Here the names are upstream blocks, which hold their ports themselves.
  return { ...Object.fromEntries(lines), SERVICE_SUFFIX: '', GATEWAY_SUFFIX: '' } as Record<
    string,
    string
  >;
}

function upstreams(stack: Behind, { site, services = {} }: NginxPlan): string {
  const all: Record<string, string[]> = { [`pages-${site}`]: [stack.info[site]] };
  for (const [service, urls] of Object.entries(stack.info.services)) {
    all[service] = urls;
    if (service === 'realtime-gateway')
      urls.forEach((url, at) => (all[`${service}-${at + 1}`] = [url]));
  }
  return Object.entries({ ...all, ...services })
    .map(([name, urls]) => {
      const servers = urls.map((url) => `server ${new URL(url).host};`).join(' ');
      return `upstream ${name} { ${servers} }`;
    })
    .join('\n');
}

function around(folder: string, blocks: string, server: string): string {
  const temporary = [
    'client_body body',
    'proxy proxy',
    'fastcgi fastcgi',
    'uwsgi uwsgi',
    'scgi scgi',
  ]
    .map((pair) => pair.split(' '))
    .map(([name, place]) => `${name}_temp_path ${join(folder, place!)};`);
  return `daemon off;
pid ${join(folder, 'nginx.pid')};
worker_processes 1;
events {}
http {
  include /etc/nginx/mime.types;
  access_log off;
  ${temporary.join('\n  ')}
${blocks}
${server}
}
`;
}
