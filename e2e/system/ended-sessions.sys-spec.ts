import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type StackHandle } from '@tandem/stack';
import { call, Staff } from './client.js';
import { testHome } from './home.js';

/** The generous end of "within a second": a session that ended a second ago is known everywhere. */
const SECOND_MS = 1_000;

interface Operation {
  security?: Record<string, unknown>[];
}

type Paths = Record<string, Record<string, Operation>>;

interface Route {
  service: string;
  url: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
}

const PLACEHOLDERS: Record<string, string> = { id: '1', n: '1', a: '1', b: '2' };

describe('a token whose session has ended', () => {
  let stack: StackHandle;
  let routes: Route[];

  beforeAll(async () => {
    stack = await startStack({
      home: testHome('ended-sessions'),
      mode: 'distributed',
      frontDoors: 'free',
    });
    routes = [];
    for (const [service, [address]] of Object.entries(stack.info.services)) {
      const { body } = await call<{ paths: Paths }>(`${address}/openapi.json`);
      for (const [path, operations] of Object.entries(body.paths)) {
        for (const [method, { security = [] }] of Object.entries(operations)) {
          if (!security.some((scheme) => 'bearer' in scheme)) continue;
          // Who signs out twice has signed out: it ends what the token names and tells nothing.
          if (path.endsWith('/auth/logout')) continue;
          const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => PLACEHOLDERS[name] ?? '1');
          const url = `${address}${filled}`;
          routes.push({ service, url, method: method.toUpperCase() as Route['method'] });
        }
      }
    }
  });
  afterAll(() => stack?.stop());

  async function stillServed(token: string): Promise<string[]> {
    const served: string[] = [];
    for (const { url, method } of routes) {
      const { status, body } = await call<{ code?: string }>(url, { method, token });
      if (status !== 401) served.push(`${method} ${url}: ${status} ${body?.code ?? ''}`);
    }
    return served;
  }

  async function endedToken(): Promise<string> {
    const staff = await Staff.signIn(stack.info.admin);
    for (const { service, url, method } of routes) {
      if (method !== 'GET') continue;
      const { status } = await call(url, { token: staff.token });
      expect([service, url, status]).not.toEqual([service, url, 401]);
    }
    const signedOut = await call(`${stack.info.admin}/api/v1/auth/logout`, {
      method: 'POST',
      token: staff.token,
    });
    expect(signedOut.status).toBe(204);
    await delay(SECOND_MS);
    return staff.token;
  }

  it('opens no route of any service a second later', async () => {
    const services = new Set(routes.map(({ service }) => service));
    expect([...services].sort()).toEqual(Object.keys(stack.info.services).sort());
    expect(await stillServed(await endedToken())).toEqual([]);
  });

  it('opens none either while Kafka is away', async () => {
    await stack.stopBackingService('kafka');
    try {
      expect(await stillServed(await endedToken())).toEqual([]);
    } finally {
      await stack.startBackingService('kafka');
    }
  });
});
