import { createServer } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { UnreadableRequests } from './refusals.ts';
import { Pretend } from './testing/pretend.ts';

/** Real: the front door and its sockets. */
describe('what is no request the front door can read', () => {
  let pretend: Pretend;

  beforeEach(() => {
    pretend = new Pretend();
  });

  afterEach(() => pretend.end());

  /** All that comes back until the front door ends the connection. */
  function say(url: string, words: string): Promise<string> {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write(words);
    return text(socket);
  }

  function expectProblem(answer: string, status: number, code: string): void {
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(head).toMatch(/\r\ncontent-type: application\/problem\+json/i);
    expect(head).toMatch(/\r\nconnection: close/i);
    const { trace_id: trace, ...problem } = JSON.parse(body) as Record<string, unknown>;
    expect(problem).toMatchObject({ status, code, detail: expect.any(String) });
    expect(trace).toMatch(/^[0-9a-f]{32}$/);
    expect(head.toLowerCase()).toMatch(/\r\nx-correlation-id: [0-9a-f-]{36}/);
  }

  it.each([
    ['words that are no HTTP', 'good day\r\n\r\n', 400, 'bad_request'],
    [
      'an address that cannot be read',
      'GET /%zz HTTP/1.1\r\nhost: shop\r\n\r\n',
      400,
      'bad_request',
    ],
    ['no host', 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n', 400, 'bad_request'],
    [
      'a header that never ends',
      `GET / HTTP/1.1\r\nx: ${'x'.repeat(40_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    [
      'a web socket where none is',
      'GET /parts HTTP/1.1\r\nhost: shop\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
      404,
      'not_found',
    ],
  ])('is told so in a problem: %s', async (_name, words, status, code) => {
    expectProblem(await say(await pretend.open({}), words), status, code);
  });

  it('overlooks an expectation that it does not know', async () => {
    const words = 'GET / HTTP/1.1\r\nhost: shop\r\nexpect: wonders\r\nconnection: close\r\n\r\n';
    expect(await say(await pretend.open({}), words)).toContain(
      '<title>All products · Tandem</title>',
    );
  });

  it('ends a connection when the visitor says so, whatever the service says of its own', async () => {
    const url = await pretend.service(() => [200, '"alive"']);
    const shop = await pretend.open({ catalog: [{ id: 'catalog-1', url }] });
    const words = 'GET /api/v1/parts HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n';
    expect(await say(shop, words)).toMatch(/\r\nconnection: close\r\n[^]*"alive"/i);
  });

  describe('within its time', () => {
    const impatient = { requestTimeout: 20, headersTimeout: 20, connectionsCheckingInterval: 10 };

    it('is told so in a problem', async () => {
      const server = createServer(impatient, () => {});
      server.on('clientError', new UnreadableRequests().answer);
      const slow = 'POST / HTTP/1.1\r\nhost: shop\r\ncontent-length: 9\r\n\r\nx';
      expectProblem(await say(await pretend.listen(server), slow), 408, 'request_timeout');
    });

    it('is not told so in the midst of another answer', async () => {
      const unreadable = new UnreadableRequests();
      const app = fastify({ http: impatient, clientErrorHandler: unreadable.answer });
      unreadable.watch(app);
      app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
      app.post('/', (_request, reply) => {
        reply.hijack();
        reply.raw.write('begun');
      });
      await app.listen({ host: '127.0.0.1', port: 0 });
      app.server.requestTimeout = impatient.requestTimeout;
      const slow = 'POST / HTTP/1.1\r\nhost: shop\r\ncontent-length: 9\r\n\r\nx';
      const answer = await say(app.listeningOrigin, slow);
      expect(answer).toContain('begun');
      expect(answer).not.toContain('408');
      await app.close();
    });
  });
});
