import { once } from 'node:events';
import { UsageError } from '../errors.ts';
import { parseStartFlags, START_USAGE } from '../options.ts';
import { progress } from '../say.ts';
import { startStack, type StackHandle } from '../stack.ts';

const SEED_USERS = ['admin', 'content', 'stock', 'customer'];
const SEED_PASSWORD = 'tandem-dev-password';
/** As in production; tests start what they want to see. */
const BY_THE_CLOCK = {
  G2A_PRODUCTS_CRON: '0 4,16 * * *',
  G2A_STOCK_CRON: '0,15,30,45 * * * *',
  CONSISTENCY_CRON: '0,15,30,45 * * * *',
  AUDIT_ARCHIVE_CRON: '30 3 * * *',
  ORDER_STOCK_DIGEST_TO: 'admin@tandem.test',
  WEBHOOK_ALERTS_TO: 'admin@tandem.test',
  ORDER_STOCK_DIGEST_CRON: '0 * * * *',
};

export async function startCommand(args: string[], stop: AbortController): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(START_USAGE);
    return 0;
  }
  const flags = readFlags(args);
  const began = Date.now();
  const say = progress();
  const stack = await startStack({
    mode: flags.standalone ? 'standalone' : 'auto',
    replicas: flags.replicas,
    env: BY_THE_CLOCK,
    ...(flags.observe && { observe: mailTo() }),
    say,
    signal: stop.signal,
  });
  console.log(table(stack, (Date.now() - began) / 1000));
  if (!stop.signal.aborted) await once(stop.signal, 'abort');
  say('stopping …');
  await stack.stop();
  say('stopped');
  return 0;
}

function mailTo() {
  const to = process.env.TANDEM_ALERTS_TO;
  return to ? { mailTo: to } : {};
}

function readFlags(args: string[]) {
  try {
    return parseStartFlags(args);
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n\n${START_USAGE}`);
  }
}

function table(stack: StackHandle, seconds: number): string {
  const { info, origins } = stack;
  const entry = (name: string, address: string, note = ''): [string, string, string] => [
    name,
    address,
    note,
  ];
  const rows = [
    entry('shop', info.shop),
    entry('admin', info.admin),
    entry('API documents', `${info.shop}/api/docs`),
    ...(info.mail ? [entry('mail', info.mail, 'mails are caught here and never delivered')] : []),
    ...Object.entries(info.simulators).map(([name, url]) => entry(`${name} simulator`, url)),
    ...Object.entries(info.observed ?? {}).map(([name, url]) => entry(name, url)),
    entry('PostgreSQL', withoutPassword(info.postgres), origins.PostgreSQL),
    entry('Kafka', info.kafka?.join(', ') ?? '–', origins.Kafka),
    entry('Redis', info.redis ?? '–', origins.Redis),
    ...Object.entries(info.services).map(([name, urls]) =>
      entry(name, urls.join('  '), urls.length > 1 ? `${urls.length} instances` : ''),
    ),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map(([name, address, note]) =>
    `  ${name.padEnd(widths[0] ?? 0)}   ${address.padEnd(widths[1] ?? 0)}   ${note}`.trimEnd(),
  );
  return [
    '',
    `  Tandem is running (${info.mode}). It was ready after ${seconds.toFixed(1)} s.`,
    '',
    ...lines,
    '',
    `  Sign in as ${SEED_USERS.map((user) => `${user}@`).join(', ')}tandem.test. The password is ${SEED_PASSWORD}.`,
    `  Addresses and passwords: ${stack.home}/stack.json   Logs: ${stack.home}/logs`,
    ...stack.notes.map((note) => `  Note: ${note}`),
    '  Press Ctrl-C to stop everything. The data is kept.',
    '',
  ].join('\n');
}

function withoutPassword(address: string): string {
  const url = new URL(address);
  if (url.password) url.password = '***';
  return url.toString();
}
