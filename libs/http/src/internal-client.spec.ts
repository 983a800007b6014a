import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runWithContext } from '@tandem/observability';
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

  it.each([400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 451])(
    'takes a %d for a "no", whoever says it and in whatever form',
    async (status) => {
      answer = json(status, { code: 'some_reason', status });
      expect(await refusalOf(reserve('o-1'))).toMatchObject({ code: 'some_reason', status });
      answer = (response) => void response.writeHead(status).end('<html>No.</html>');
      expect(await refusalOf(reserve('o-1'))).toMatchObject({ code: 'bad_request', status });
      expect(calls).toHaveLength(2);
    },
  );

  it.each([408, 425, 429, 500, 502, 503, 504])(
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
});
