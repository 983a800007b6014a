import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Database } from '@tandem/persistence';
import { eventually } from '@tandem/testing';
import { PartList } from '../parts/part-list.js';
import { searchTerms } from '../search/search-terms.js';
import { vocabularyOf } from '../search/search-vocabulary.js';
import { Shop, type Answer, type Json } from '../testing/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open({ redis: true, instances: 2 });
  for (const [sku, part_name, more] of [
    ['NB', 'Slim notebook', {}],
    ['NBS', 'Notebooks sleeve', {}],
    ['LT', 'Rugged laptop', {}],
    ['PH', 'Mobile phone', {}],
    ['CASE', 'Red case', { description: '<p>For a notebook</p>' }],
    ['PAD', 'Ceramic brake pad', {}],
    ['SHA', '陶瓷刹车片', {}],
    ['DRAFT', 'Notebook of tomorrow', { status: 'draft' }],
  ] as const)
    await shop.part({ sku, part_name, ...more });
});
afterAll(() => shop?.close());

const SYNONYMS = '/search/synonyms';

/** Asked of each instance, so that both have it in their caches. */
async function found(q: string): Promise<string[]> {
  const [one, other] = await Promise.all(
    [0, 1].map(async (instance) => {
      const { body } = await shop.shopper(`/parts?q=${encodeURIComponent(q)}`, {}, instance);
      return body.items.map(({ sku }: Json) => sku).sort();
    }),
  );
  expect(one).toEqual(other);
  return one;
}

/** Asked again and again, until no instance has to look it up any more. */
async function held(q: string): Promise<void> {
  const loads = shop.instances.map(({ app }) =>
    jest.spyOn(app.get(PartList) as unknown as { load: () => Promise<string> }, 'load'),
  );
  await eventually(async () => {
    for (const load of loads) load.mockClear();
    await found(q);
    for (const load of loads) expect(load).not.toHaveBeenCalled();
  });
  for (const load of loads) load.mockRestore();
}

async function add(kind: string, words: string[], targets: string[] = []): Promise<Json> {
  const { status, body } = await shop.editor('POST', SYNONYMS, { kind, words, targets });
  expect([status, body]).toEqual([201, body]);
  return body;
}

const remove = ({ id, version }: Json): Promise<Answer> =>
  shop.editor('DELETE', `${SYNONYMS}/${id}`, undefined, { 'if-match': `"${version}"` });

describe('synonyms', () => {
  it('are told between a script with spaces and one without, and within it', async () => {
    expect(await found('刹车片')).toEqual(['SHA']);
    const equal = await add('equal', ['刹车片', 'brake pad', '制动片']);
    for (const q of ['刹车片', 'brake pads', '制动片'])
      expect(await found(q)).toEqual(['PAD', 'SHA']);
    expect(await found('ceramic 制动片')).toEqual(['PAD']);
    expect(await found('陶瓷 制动片')).toEqual(['SHA']);
    expect((await remove(equal)).status).toBe(204);
    expect(await found('制动片')).toEqual([]);
  });

  it('act on the next search of every instance, one way and in all ways', async () => {
    expect(await found('portable')).toEqual([]);
    expect(await found('laptop')).toEqual(['LT']);
    const oneWay = await add('one_way', ['Laptop', 'portable'], ['notebook']);
    expect(await found('portable')).toEqual(['CASE', 'NB', 'NBS']);
    expect(await found('laptops')).toEqual(['CASE', 'LT', 'NB', 'NBS']);
    expect(await found('notebook')).toEqual(['CASE', 'NB', 'NBS']);
    await held('notebook');

    const changed = await shop.editor('PUT', `${SYNONYMS}/${oneWay.id}`, {
      kind: 'equal',
      words: ['laptop', 'notebook'],
      version: oneWay.version,
    });
    expect([changed.status, changed.body.version]).toEqual([200, 2]);
    expect(await found('portable')).toEqual([]);
    expect(await found('notebook')).toEqual(['CASE', 'LT', 'NB', 'NBS']);

    expect((await remove(changed.body)).status).toBe(204);
    expect(await found('notebook')).toEqual(['CASE', 'NB', 'NBS']);
    expect(await found('laptop')).toEqual(['LT']);
  });

  it('stand beside other words, phrases and slips of the pen', async () => {
    const groups = [
      await add('one_way', ['cell phone', 'handy'], ['mobile phone']),
      await add('equal', ['laptop', 'notebook']),
    ];
    expect(await found('cell phone')).toEqual(['PH']);
    expect(await found('cell-phone')).toEqual(['PH']);
    expect(await found('phone cell')).toEqual([]);
    expect(await found('handy')).toEqual(['PH']);
    expect(await found('laptop slim')).toEqual(['NB']);
    expect(await found('laptop slimm')).toEqual(['NB']);
    expect(await found('case laptop')).toEqual(['CASE']);
    // Who puts a word in quotes, or leaves one out, means that word.
    expect(await found('"laptop"')).toEqual(['LT']);
    expect(await found('notebook -case')).toEqual(['NB', 'NBS']);
    for (const group of groups) await remove(group);
  });

  it('act on the searches of staff', async () => {
    const group = await add('one_way', ['diary'], ['notebook']);
    const { body } = await shop.editor('GET', '/parts?q=diary&status=draft');
    expect(body.items.map(({ sku }: Json) => sku)).toEqual(['DRAFT']);
    await remove(group);
  });

  it('are refused when they are outdated, there already, too many, or make no sense', async () => {
    const group = await add('equal', ['one', 'two']);
    const outdated = await shop.editor('PUT', `${SYNONYMS}/${group.id}`, {
      kind: 'equal',
      words: ['one', 'three'],
      version: 7,
    });
    expect(outdated).toMatchObject({ status: 409, body: { current: { words: ['one', 'two'] } } });
    expect((await remove({ ...group, version: 7 })).status).toBe(409);
    const again = await shop.editor('POST', SYNONYMS, { kind: 'equal', words: ['Two', 'one'] });
    expect(again).toMatchObject({ status: 409, body: { code: 'synonym_exists' } });
    for (const [field, body] of [
      ['words', { kind: 'equal', words: [] }],
      ['words', { kind: 'equal', words: Array.from({ length: 11 }, (_, n) => `w${n}`) }],
      ['words', { kind: 'equal', words: ['a'.repeat(61), 'b'] }],
      ['targets', { kind: 'one_way', words: ['a'] }],
      ['kind', { kind: 'other', words: ['a', 'b'] }],
      ['more', { kind: 'equal', words: ['a', 'b'], more: 1 }],
    ] as const) {
      const { status, body: answer } = await shop.editor('POST', SYNONYMS, body);
      expect([status, answer.errors[0].field.replace(/\..*/, '')]).toEqual([422, field]);
    }
    await shop.database.query(
      `insert into catalog.search_synonyms (id, kind, words)
         select gen_random_uuid(), 'equal', array['many' || n, 'other' || n] from generate_series(1, 499) n`,
    );
    const { body } = await shop.editor('POST', SYNONYMS, { kind: 'equal', words: ['x', 'y'] });
    expect(body.code).toBe('too_many_synonyms');
  });

  it('cost a search a bounded number of words, however many there are of one', async () => {
    await shop.database.query(
      `insert into catalog.search_synonyms (id, kind, words, targets)
         select gen_random_uuid(), 'one_way', '{common}', array(select 'w' || n || 'x' || i from generate_series(1, 10) i)
           from generate_series(1, 200) n`,
    );
    const q = Array.from({ length: 16 }, () => 'common').join(' ');
    expect((await shop.shopper(`/parts?q=${encodeURIComponent(q)}`)).status).toBe(200);
    const vocabulary = await vocabularyOf(
      shop.instances[0]!.app.get(Database),
      searchTerms('common red common blue common green common grey common pink common')!,
    );
    const others = vocabulary.meanings.flatMap((meaning) => meaning.others);
    expect(vocabulary.meanings[0]!.others).toHaveLength(10);
    expect(others).toHaveLength(40);
  });

  it('may be read and changed by those only who may read and change content', async () => {
    const reader = await shop.tokens.tokenFor({ roles: ['stock'], permissions: ['content:read'] });
    const send = (method: string, token?: string): Promise<Answer> =>
      shop.send(method, `/api/v1/admin${SYNONYMS}`, {
        as: token ? { token } : undefined,
        body: method === 'POST' ? { kind: 'equal', words: ['p', 'q'] } : undefined,
      });
    expect((await send('GET')).status).toBe(401);
    expect((await send('GET', reader)).status).toBe(200);
    expect((await send('POST', reader)).status).toBe(403);
  });
});
