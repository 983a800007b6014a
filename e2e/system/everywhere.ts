import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import type { StackHandle } from '@tandem/stack';
import { call } from './client.js';
import { readAllTopics } from './kafka.js';
import type { Marketplace } from './marketplace.js';

const HEAD = 6;
const SHORTEST = 12;
const CODES = 256;

/**
 * Looks for many texts at once, in time that does not grow with their number: almost every place of a text is ruled out by
 * its first two characters.
 */
export class Needles {
  private readonly begins = new Uint8Array(CODES * CODES);
  private readonly byHead = new Map<string, { shape: string; needle: string }[]>();

  /** @param needles of 12 ASCII characters or more. Also found are their bytes in hexadecimal and inside of base64. */
  constructor(needles: readonly string[]) {
    for (const needle of needles) {
      if (needle.length < SHORTEST) throw new Error('too short to be looked for');
      for (const shape of shapesOf(needle)) this.add(shape, needle);
    }
  }

  /** Those that stand in a text. */
  in(text: string): Set<string> {
    const found = new Set<string>();
    for (let at = 0; at + SHORTEST <= text.length; at += 1) {
      if (this.begins[this.pairAt(text, at)] === 0) continue;
      for (const { shape, needle } of this.byHead.get(text.slice(at, at + HEAD)) ?? []) {
        if (text.startsWith(shape, at)) found.add(needle);
      }
    }
    return found;
  }

  private add(shape: string, needle: string): void {
    this.begins[this.pairAt(shape, 0)] = 1;
    const head = shape.slice(0, HEAD);
    this.byHead.set(head, [...(this.byHead.get(head) ?? []), { shape, needle }]);
  }

  private pairAt(text: string, at: number): number {
    return (text.charCodeAt(at) % CODES) * CODES + (text.charCodeAt(at + 1) % CODES);
  }
}

/** The text itself, in hexadecimal, and the middle of its base64 wherever in the encoded bytes it begins. */
function shapesOf(needle: string): string[] {
  const bytes = Buffer.from(needle);
  const encoded = [0, 1, 2].map((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    // The first and last characters hold bits of the neighbours.
    return padded.replace(/=+$/, '').slice(before === 0 ? 0 : before + 1, -1);
  });
  return [needle, bytes.toString('hex'), ...encoded];
}

interface Places {
  stack: StackHandle;
  market: Pick<Marketplace, 'query'>;
  telemetry: { texts: readonly string[] };
}

/**
 * Reads whatever a running stack has written down, and says which needles stand where: in rows of every schema, messages of
 * every topic, Redis, log files, caught mails and telemetry.
 * @returns places like `table orders.order_lines`, each with what was found there.
 */
export async function findEverywhere(
  { stack, market, telemetry }: Places,
  needles: Needles,
): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  const look = (place: string, text: string) => {
    const here = needles.in(text);
    if (here.size > 0) found.set(place, new Set([...(found.get(place) ?? []), ...here]));
  };
  await lookInTables(market, look);
  for (const { topic, text } of await readAllTopics(stack.info.kafka!))
    look(`topic ${topic}`, text);
  await lookInRedis(stack.info.redis!, look);
  const logs = join(stack.home, 'logs');
  for (const file of readdirSync(logs)) look(`log ${file}`, readFileSync(join(logs, file), 'utf8'));
  await lookInMails(stack.info.mail!, look);
  for (const text of telemetry.texts) look('telemetry', text);
  return found;
}

type Look = (place: string, text: string) => void;

async function lookInTables(market: Places['market'], look: Look): Promise<void> {
  const tables = await market.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')`,
  );
  for (const { name } of tables) {
    const rows = await market.query<{ text: string }>(`select t::text as text from ${name} t`);
    for (const { text } of rows) look(`table ${name}`, text);
  }
}

async function lookInRedis(url: string, look: Look): Promise<void> {
  const redis = new Redis(url);
  try {
    for await (const keys of redis.scanStream({ count: 500 }) as AsyncIterable<string[]>) {
      for (const key of keys) look('redis', `${key}\n${JSON.stringify(await valueOf(redis, key))}`);
    }
  } finally {
    redis.disconnect();
  }
}

async function valueOf(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key);
  switch (type) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hgetall(key);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, 0, -1);
    case 'stream':
      return redis.xrange(key, '-', '+');
    case 'none':
      return null;
    default:
      throw new Error(`nobody has looked into ${key}, a ${type}`);
  }
}

async function lookInMails(url: string, look: Look): Promise<void> {
  const list = await call<{ items: { id: string }[] }>(`${url}/api/mails?limit=1000`);
  for (const { id } of list.body.items) {
    look('mail', JSON.stringify((await call(`${url}/api/mails/${id}`)).body));
  }
}
