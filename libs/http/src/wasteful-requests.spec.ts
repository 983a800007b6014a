import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startService } from './service.js';
import type { RunningService } from './service.js';
import { excessOf } from './body-limits.js';
import { tinySettings, tinyShop } from './testing/tiny-shop.js';

let service: RunningService;
beforeAll(async () => {
  service = await startService(tinyShop, tinySettings);
});
afterAll(() => service.stop());

interface Problem {
  status: number;
  errors: { field: string; message: string }[];
}

async function post(payload: string | Buffer, type = 'application/json', path = 'parts') {
  const answer = await service.app.inject({
    method: 'POST',
    url: `/api/v1/${path}`,
    headers: { 'content-type': type },
    payload,
  });
  return { status: answer.statusCode, body: answer.json<Problem>(), text: answer.body };
}

const keys = (count: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 1])));

describe('a request that is more than a route needs', () => {
  it.each([
    ['more fields than any form has', keys(1_001), 'has more than 1000 fields'],
    ['more list entries', `{"lines":[${'1,'.repeat(1_000)}1]}`, 'has more than 1000 list entries'],
    ['lists in a list', `{"lines":[${'[],'.repeat(1_000)}[]]}`, 'has more than 1000 list entries'],
    ['a deep one', '{"a":'.repeat(40) + '1' + '}'.repeat(40), 'is nested deeper than 32 levels'],
    ['a deep one in text that is no JSON', '['.repeat(60_000), 'is nested deeper than 32 levels'],
  ])('is refused before it is read: %s', async (_name, body, message) => {
    const answer = await post(body);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([{ field: 'body', message }]);
  });

  it('does not count what stands inside texts', () => {
    const shape = { bytes: 100, keys: 1, items: 1 };
    expect(excessOf(Buffer.from('{"a":"[[[{,:,:,\\\\\\"[[[,,"}'), shape)).toBeNull();
    expect(excessOf(Buffer.from('{"a":1,"b":2}'), shape)).toBe('has more than 1 fields');
  });

  it('gets an answer that names twenty fields at most, and none at length', async () => {
    const { status, body } = await post(keys(900));
    expect(status).toBe(422);
    expect(body.errors).toHaveLength(20);
    const long = await post(JSON.stringify({ ['x'.repeat(60_000)]: 1, part_name: 'x' }));
    expect(long.status).toBe(422);
    expect(long.text.length).toBeLessThan(2_000);
    const unasked = await post(keys(900), 'application/json', 'refresh');
    expect(unasked.body.errors).toHaveLength(20);
  });

  it('names what is unknown together with what is wrong', async () => {
    const { body } = await post('{"lines":[7,{"part_id":1,"unit":"mm","secret":1}]}');
    expect(body.errors.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['lines.0', 'lines.1.secret', 'part_name']),
    );
  });

  it('is refused by the length of its address and the number of its parameters', async () => {
    const ask = (query: string) => service.app.inject(`/api/v1/parts?${query}`);
    expect((await ask('q=a&'.repeat(65))).statusCode).toBe(422);
    expect((await ask('&'.repeat(5_000))).statusCode).toBe(422);
    expect((await ask(`q=${'x'.repeat(9_000)}`)).statusCode).toBe(414);
  });
});

describe('text that is not UTF-8', () => {
  const gear = (bytes: number[]) =>
    Buffer.concat([Buffer.from('{"part_name":"'), Buffer.from(bytes), Buffer.from('"}')]);

  it('is a 415 when it says so, and a 400 when it does not', async () => {
    for (const charset of ['iso-8859-1', 'utf-16', '"UTF-16LE"', 'windows-1252']) {
      const { status } = await post(gear([0xfc]), `application/json; charset=${charset}`);
      expect([charset, status]).toEqual([charset, 415]);
    }
    for (const bytes of [[0xfc], [0xc3], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80]]) {
      expect((await post(gear(bytes))).status).toBe(400);
    }
  });

  it('is told from UTF-8 in any spelling, whose byte order mark is dropped', async () => {
    for (const charset of ['utf-8', 'UTF-8', '"utf-8"', 'utf8']) {
      const { status } = await post(gear([0xc3, 0xbc]), `application/json; charset=${charset}`);
      expect([charset, status]).toEqual([charset, 201]);
    }
    const marked = await post(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), gear([0x61])]));
    expect(marked.status).toBe(201);
  });
});

describe('a body in another dress', () => {
  it('is a 415: compressed, or a form with files where none is taken', async () => {
    const packed = await service.app.inject({
      method: 'POST',
      url: '/api/v1/parts',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      payload: '{"part_name":"x"}',
    });
    expect(packed.statusCode).toBe(415);
    const form = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n';
    expect((await post(form, 'multipart/form-data; boundary=x')).status).toBe(415);
  });
});
