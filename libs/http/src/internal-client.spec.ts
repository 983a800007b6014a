import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contactsAnswer } from '@tandem/contracts';
import { redirectLog, runWithContext } from '@tandem/observability';
import { jwtVerify } from 'jose';
import { DomainError } from '@tandem/kernel';
import { statusOf } from './http-refusal.js';
import { InternalClient } from './internal-client.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const KEY = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
let server: Server;
let client: InternalClient;
let calls: IncomingMessage[];
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  calls = [];
  server = createServer((request, response) => {
    calls.push(request);
    request.resume().on('end', () => answer(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}`;
  client = new InternalClient({
    baseUrl,
    service: 'inventory',
    caller: 'order',
    key: KEY,
    // Longer than a busy machine takes for three attempts; the test of the deadline has its own.
    deadlineMs: 60_000,
  });
});

afterEach(async () => {
  server.closeAllConnections();
  await client.close();
  await new Promise((resolve) => server.close(resolve));
});

function json(status: number, body: unknown) {
  return (response: ServerResponse) =>
    void response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(body));
}

const reserve = (idempotencyKey?: string) =>
  client.call('POST', '/internal/reservations', { body: { order_id: 'o-1' }, idempotencyKey });
const refusalOf = async (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: DomainError) => ({ code: error.code, status: statusOf(error), extra: error.extra }),
  );

describe('a call to another service', () => {
  it('says how urgent it is and how long it waits, no longer than its own caller does', async () => {
    answer = json(200, {});
    await reserve('o-1');
    expect(Number(calls[0]!.headers['x-tandem-deadline'])).toBeGreaterThan(30_000);
    expect(calls[0]!.headers['x-tandem-priority']).toBeUndefined();
    const context = {
      correlationId: 'c',
      priority: 'critical' as const,
      remainingMs: () => 20_000,
    };
    await runWithContext(context, () => reserve('o-1'));
    expect(Number(calls[1]!.headers['x-tandem-deadline'])).toBeLessThanOrEqual(20_000);
    expect(calls[1]!.headers['x-tandem-priority']).toBe('critical');
    const late = runWithContext({ ...context, remainingMs: () => 0 }, () => reserve('o-1'));
    expect(await refusalOf(late)).toMatchObject({ code: 'unavailable', status: 503 });
    expect(calls).toHaveLength(2);
  });

  it('that is sent away as there is too much to do is not sent again, and says nothing of the next', async () => {
    const busy = json(503, { code: 'overloaded' });
    answer = (response) => busy(response.setHeader('x-tandem-shed', '1'));
    for (let n = 0; n < 10; n += 1) {
      expect(await refusalOf(reserve('o-1'))).toMatchObject({ code: 'unavailable', status: 503 });
    }
    expect(calls).toHaveLength(10);
    answer = json(200, { reserved: true });
    expect(await reserve('o-1')).toEqual({ reserved: true });
  });

  it('proves who calls and carries the correlation id', async () => {
    answer = json(200, { reserved: true });
    const result = await runWithContext({ correlationId: 'click-1234' }, () => reserve('o-1'));
    expect(result).toEqual({ reserved: true });
    const { headers } = calls[0]!;
    expect(headers).toMatchObject({ 'x-correlation-id': 'click-1234', 'idempotency-key': 'o-1' });
    const token = headers.authorization!.replace('Bearer ', '');
    const { payload, protectedHeader } = await jwtVerify(token, publicKey);
    expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: 'order' });
    expect(payload).toMatchObject({ iss: 'order', sub: 'order', aud: 'inventory' });
    expect(payload.exp! - payload.iat!).toBe(60);
  });

  it('hands on a refusal as it is, at once', async () => {
    const lines = [{ part_id: 1, requested: 2, available: 0 }];
    answer = json(409, {
      code: 'insufficient_stock',
      detail: 'Not enough left.',
      status: 409,
      lines,
    });
    expect(await refusalOf(reserve('o-1'))).toEqual({
      code: 'insufficient_stock',
      status: 409,
      extra: { lines },
    });
    expect(calls).toHaveLength(1);
  });

  it.each([400, 403, 404, 405, 409, 410, 413, 415, 422, 451])(
    'takes a %d for a "no", whoever says it and in whatever form',
    async (status) => {
      answer = json(status, { code: 'some_reason', status });
      expect(await refusalOf(reserve('o-1'))).toMatchObject({ code: 'some_reason', status });
      answer = (response) => void response.writeHead(status).end('<html>No.</html>');
      expect(await refusalOf(reserve('o-1'))).toMatchObject({ code: 'bad_request', status });
      expect(calls).toHaveLength(2);
    },
  );

  it.each([401, 408, 425, 429, 500, 502, 503, 504])(
    'takes a %d for no answer: nothing is known',
    async (status) => {
      answer = json(status, { code: 'some_reason', status });
      expect(await refusalOf(reserve('o-1'))).toMatchObject({ code: 'unavailable', status: 503 });
      expect(calls).toHaveLength(status === 429 ? 1 : 3);
    },
  );

  it('is repeated when the service stumbles and repeating is safe', async () => {
    answer = (response) => json(calls.length < 3 ? 503 : 200, { attempts: calls.length })(response);
    expect(await reserve('o-1')).toEqual({ attempts: 3 });
  });

  it('is never repeated when that could happen twice', async () => {
    answer = json(503, {});
    expect(await refusalOf(reserve())).toMatchObject({ code: 'unavailable', status: 503 });
    expect(calls).toHaveLength(1);
  });

  it('ends at its deadline', async () => {
    answer = () => undefined;
    const hangs = client.call('GET', '/internal/parts', { deadlineMs: 400 });
    expect(await refusalOf(hangs)).toMatchObject({ code: 'unavailable', status: 503 });
  });

  it('is not even tried while the service is known to be down', async () => {
    answer = json(503, {});
    for (let i = 0; i < 5; i += 1) await refusalOf(reserve());
    expect(await refusalOf(reserve())).toMatchObject({ code: 'unavailable' });
    expect(calls).toHaveLength(5);
  });

  describe('whose answer has a schema', () => {
    const cora = {
      id: 'c07a0000-0000-4000-8000-000000000001',
      display_name: 'Cora Confidential',
      email: 'cora@example.test',
      email_confirmed: true,
    };
    const search = () =>
      client.call('GET', '/internal/users?q=confidential', { answer: contactsAnswer });

    it('gets it, and what a newer service adds', async () => {
      answer = json(200, { items: [{ ...cora, locale: 'en' }] });
      expect(await search()).toEqual({ items: [{ ...cora, locale: 'en' }] });
    });

    it.each<[string, string, string]>([
      [
        'a field of another kind',
        JSON.stringify({ items: [{ ...cora, email_confirmed: 'Confidential' }] }),
        '/items/0/email_confirmed must be boolean',
      ],
      [
        'a missing field',
        JSON.stringify({ items: [{ ...cora, id: undefined }] }),
        "/items/0 must have required property 'id'",
      ],
      ['text', 'Cora Confidential <cora@example.test>', 'no JSON'],
      ['nothing', '', 'no JSON'],
    ])('is told of %s by service, route and field, never by value', async (_what, text, why) => {
      answer = (response) => void response.writeHead(200).end(text);
      const log: string[] = [];
      redirectLog({ write: (line) => log.push(line) });
      const problem = await search().then(
        () => undefined,
        (error: DomainError) => error,
      );
      redirectLog();
      expect(problem && statusOf(problem)).toBe(503);
      const cause = problem!.cause as Error;
      expect(cause.message).toBe(`inventory answered GET /internal/users wrongly: ${why}`);
      expect(log).toHaveLength(1);
      expect(log[0]).toContain(JSON.stringify(cause.message).slice(1, -1));
      expect(`${problem!.stack} ${cause.stack} ${log[0]}`).not.toMatch(/confidential|cora@/i);
      expect(calls).toHaveLength(1);
    });

    it('is still asked after any number of wrong ones: the service is there', async () => {
      answer = json(200, {});
      for (let i = 0; i < 6; i += 1) await refusalOf(search());
      expect(calls).toHaveLength(6);
    });
  });
});
