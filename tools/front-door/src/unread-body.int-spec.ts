import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Pretend } from './testing/pretend.ts';

const TOO_LARGE = '{"code":"payload_too_large"}';

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Real: the front door and all sockets. Pretended: services that answer, or break, before they read a request. */
describe('a request that is answered before it was read', () => {
  let pretend: Pretend;
  /** One visitor's one connection at a time. */
  let agent: Agent;

  beforeEach(() => {
    pretend = new Pretend();
    agent = new Agent({ keepAlive: true, maxSockets: 1 });
  });

  afterEach(async () => {
    agent.destroy();
    await pretend.end();
  });

  /** Of services that see a request's first bytes, do what they do, and read no further. */
  async function hasty(act: (socket: Socket) => void): Promise<string> {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', () => {
        socket.pause();
        act(socket);
      });
    });
    return pretend.listen(server);
  }

  /** The services' own way with what is too large: an answer, then a reset by the unread bytes. */
  const refuse = (socket: Socket) => {
    const head =
      'HTTP/1.1 413 Payload Too Large\r\ncontent-type: application/problem+json\r\n' +
      `content-length: ${TOO_LARGE.length}\r\nconnection: close\r\n\r\n`;
    socket.write(head + TOO_LARGE, () => socket.resetAndDestroy());
  };

  function ask(url: string, headers: Record<string, string>, body: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(url, { method: 'POST', agent, headers }, (response) => {
        const { statusCode: status, headers: given } = response;
        text(response).then((body) => resolve({ status, headers: given, body }), reject);
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  async function shopBefore(service: string): Promise<string> {
    const order = await pretend.service(() => [200, '"read"']);
    return pretend.open({
      catalog: [{ id: 'catalog-1', url: service }],
      order: [{ id: 'order-1', url: order }],
    });
  }

  async function expectNextIsAnswered(shop: string): Promise<void> {
    const next = await ask(`${shop}/api/v1/cart`, { 'content-length': '2' }, Buffer.from('{}'));
    expect([next.status, next.body]).toEqual([200, '"read"']);
    expect(next.headers.connection).toBe('keep-alive');
  }

  // What is said to be larger than 11 MiB goes no further than the front door.
  const sizes = [1.1, 3, 11, 20, 60].flatMap((mb) => [
    ...(mb > 11 ? [] : [[mb, 'its length said'] as const]),
    [mb, 'in chunks'] as const,
  ]);

  it.each(sizes)('of %d MB, %s, gets the refusal of a service that hung up', async (mb, way) => {
    const shop = await shopBefore(await hasty(refuse));
    const body = Buffer.alloc(mb * 1e6, 'x');
    const said: Record<string, string> =
      way === 'in chunks'
        ? { 'transfer-encoding': 'chunked' }
        : { 'content-length': String(body.length) };
    const answer = await ask(`${shop}/api/v1/parts`, said, body);
    expect([answer.status, answer.body]).toEqual([413, TOO_LARGE]);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    if (mb > 2) expect(answer.headers.connection).toBe('close');
    await expectNextIsAnswered(shop);
  });

  it('gets a 503 when the service broke without a word, and the next one is answered', async () => {
    const shop = await shopBefore(await hasty((socket) => socket.resetAndDestroy()));
    const body = Buffer.alloc(3e6, 'x');
    const length = { 'content-length': String(body.length) };
    const answer = await ask(`${shop}/api/v1/parts`, length, body);
    expect([answer.status, answer.headers.connection]).toEqual([503, 'close']);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'service_unavailable' });
    await expectNextIsAnswered(shop);
  });

  it('gets the front door’s own refusal, and the next one is answered', async () => {
    const shop = await shopBefore(await pretend.deadAddress());
    const body = Buffer.alloc(11e6, 'x');
    const length = { 'content-length': String(body.length) };
    for (const [path, status] of [['/nothing', 404] as const, ['/api/v1/parts', 503] as const]) {
      const answer = await ask(shop + path, length, body);
      expect([answer.status, answer.headers.connection]).toEqual([status, 'close']);
      await expectNextIsAnswered(shop);
    }
  });

  it('is answered in full though its sender waits for that with the rest', async () => {
    const shop = new URL(await shopBefore(await hasty(refuse)));
    const socket = connect(Number(shop.port), shop.hostname);
    socket.write('POST /api/v1/parts HTTP/1.1\r\nhost: shop\r\ncontent-length: 11000000\r\n\r\nx');
    let got = '';
    await new Promise<void>((resolve) => {
      socket.on('data', (chunk: Buffer) => {
        got += chunk.toString();
        if (got.endsWith(TOO_LARGE)) resolve();
      });
    });
    expect(got).toMatch(/^HTTP\/1\.1 413 /);
    expect(got).toMatch(/\r\nconnection: close\r\n/i);
    socket.destroy();
  });

  it('meets the answer though its sender looks for none before all is sent', async () => {
    const shop = new URL(await shopBefore(await hasty(refuse)));
    const socket = connect(Number(shop.port), shop.hostname);
    socket.write('POST /api/v1/parts HTTP/1.1\r\nhost: shop\r\ncontent-length: 11000000\r\n\r\n');
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.write(Buffer.alloc(11e6, 'x'), () => resolve());
    });
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 [^]*payload_too_large/);
  });

  it('leaves the service in its turn when it was the visitor who went away', async () => {
    let began = () => {};
    const begun = new Promise<void>((resolve) => (began = resolve));
    let left = () => {};
    const gone = new Promise<void>((resolve) => (left = resolve));
    const patient = createServer((socket) => {
      socket.on('data', () => began()).on('close', () => left());
      socket.on('error', () => socket.destroy());
    });
    const other = await pretend.service(() => [200, '"other"']);
    const shop = await pretend.open({
      catalog: [
        { id: 'catalog-1', url: await pretend.listen(patient) },
        { id: 'catalog-2', url: other },
      ],
    });
    const request = httpRequest(`${shop}/api/v1/parts`, {
      method: 'POST',
      headers: { 'content-length': '100000' },
    });
    request.on('error', () => {});
    request.write('x');
    await begun;
    request.destroy();
    await gone;
    // The turns go on: the one after the other service's is the first one's again.
    expect(await (await fetch(`${shop}/api/v1/parts`)).json()).toBe('other');
    const again = new Promise<void>((resolve) => patient.once('connection', () => resolve()));
    const abort = new AbortController();
    const asking = fetch(`${shop}/api/v1/parts`, { signal: abort.signal }).catch(() => {});
    await again;
    abort.abort();
    await asking;
  });

  it('is let in after its sender asked whether to send it', async () => {
    const url = await pretend.service((_request, body) => [200, String(body.length)]);
    const shop = await pretend.open({ catalog: [{ id: 'catalog-1', url }] });
    const headers = { expect: '100-continue', 'content-length': '9000000' };
    const answer = await ask(`${shop}/api/v1/parts/7/images`, headers, Buffer.alloc(9e6));
    expect([answer.status, answer.body]).toEqual([200, '9000000']);
  });
});
