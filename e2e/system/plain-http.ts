import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from '@jest/globals';

/** An address that no front door trusts. */
const VISITOR = '127.0.0.3';

export interface Answer {
  status: number | undefined;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  from?: string;
}

/** Sends the path as it is written: fetch would put it in order first. */
export function ask(
  door: string,
  path: string,
  { method = 'GET', headers, body, from }: Asked = {},
) {
  const { hostname, port } = new URL(door);
  return new Promise<Answer>((resolve, reject) => {
    const options = { hostname, port, path, method, headers, localAddress: from ?? VISITOR };
    const asking = httpRequest({ ...options, agent: false }, (response) => {
      const { statusCode: status, headers: given } = response;
      text(response).then((found) => resolve({ status, headers: given, body: found }), reject);
    });
    asking.on('error', reject).end(body);
  });
}

/** Everything up to the end of a problem document: what is left of the request may be waited for after it. */
export function say(door: string, words: string): Promise<string> {
  const { hostname, port } = new URL(door);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(words));
    let got = '';
    const done = () => {
      socket.destroy();
      resolve(got);
    };
    socket.on('data', (chunk: Buffer) => {
      got += chunk.toString();
      if (/"trace_id":"[^"]*"}/.test(got)) done();
    });
    socket.on('end', done).on('error', reject);
  });
}

/** The status with which a door answers one who asks for a socket. */
export function handshake(door: string): Promise<number | undefined> {
  const { hostname, port } = new URL(door);
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  };
  return new Promise((resolve, reject) => {
    const path = '/socket.io/?EIO=4&transport=websocket';
    const asking = httpRequest({ hostname, port, path, headers });
    asking.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve(response.statusCode);
    });
    asking.on('response', (response) => resolve(response.statusCode));
    asking.on('error', reject).end();
  });
}

/** An RFC 9457 problem in the shop's own shape, with an id to ask about it. */
export function expectProblem(
  { status, headers, body }: Answer,
  expected: number,
  code: string,
): void {
  expect([status, headers['content-type']]).toEqual([
    expected,
    expect.stringMatching(/^application\/problem\+json/),
  ]);
  const problem = JSON.parse(body) as Record<string, unknown>;
  expect(problem).toMatchObject({
    type: `https://tandem.test/problems/${code}`,
    title: expect.any(String),
    status: expected,
    detail: expect.any(String),
    instance: expect.stringMatching(/^\//),
    code,
    trace_id: expect.any(String),
  });
  expect(headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(headers['cache-control']).toContain('no-store');
}
