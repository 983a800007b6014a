import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type StackHandle } from '@tandem/stack';
import pg from 'pg';
import { call, eventually, Staff, type Part, type PartList } from './client.js';
import { testHome } from './home.js';
import { startNginx, type NginxDoor } from './nginx.js';

/** Where an update is made to fail; of the twelve steps that the catalogue's own spec goes through, those that differ from outside. */
const STEPS: [step: string, trigger: (id: number) => string][] = [
  [
    'at its row',
    (id) => `trigger zz_fails before update on catalog.parts for each row when (old.id = ${id})`,
  ],
  [
    'at its search document',
    (id) =>
      `trigger zz_fails after update on catalog.part_search for each row when (new.part_id = ${id})`,
  ],
  [
    'at its event',
    (id) =>
      `trigger zz_fails before insert on catalog.outbox for each row when (new.aggregateid = '${id}')`,
  ],
  [
    'at the commit',
    (id) =>
      `constraint trigger zz_fails after insert on catalog.outbox deferrable initially deferred for each row when (new.aggregateid = '${id}')`,
  ],
];

/** Real: the whole product, its own front door and nginx with the containers' template. Its readers keep what they were given, as browsers do. */
describe('an update that fails, seen through the front doors', () => {
  const home = testHome('failed-updates');
  let stack: StackHandle;
  let nginx: NginxDoor;
  let staff: Staff;
  let database: pg.Client;

  beforeAll(async () => {
    stack = await startStack({ home, mode: 'standalone', frontDoors: 'free' });
    nginx = await startNginx(stack, { home, site: 'shop', trusted: '127.0.0.2' });
    staff = await Staff.signIn(stack.info.admin);
    database = new pg.Client({ connectionString: stack.info.postgres });
    await database.connect();
    await database.query(`create or replace function public.fails() returns trigger language plpgsql as $$
      begin raise exception 'a failure of this test'; end $$`);
  });
  afterAll(async () => {
    await database?.end();
    await nginx?.stop();
    await stack?.stop();
  });

  /** What a page, the part itself, lists and searches of both doors say, and what a reader that kept the part is told. */
  async function seen(id: number, words: string[], etags: Map<string, string>) {
    const doors = [stack.info.shop, nginx.url];
    return Promise.all(
      doors.map(async (door) => {
        const html = (await call<string>(`${door}/parts/${id}`)).body;
        const kept = etags.get(door);
        const again = await call<Part>(`${door}/api/v1/parts/${id}`, {
          ...(kept && { headers: { 'if-none-match': kept } }),
        });
        const { body } = await call<Part>(`${door}/api/v1/parts/${id}`);
        const listed = async (query: string) => {
          const { body: list } = await call<PartList>(`${door}/api/v1/parts?${query}&limit=100`);
          return list.items.filter((one) => one.id === id).map(({ part_name }) => part_name);
        };
        return {
          titled: words.filter((word) => html.includes(word)),
          part: [body.part_name, body.price.amount, body.version],
          unchanged: kept ? again.status : null,
          listed: await listed('sort=newest'),
          found: await Promise.all(words.map((word) => listed(`q=${word}`))),
          etag: String(again.headers['etag']),
          door,
        };
      }),
    );
  }

  it.each(STEPS)(
    '%s: page, list and search show the former version, and the later one once it goes through',
    async (step, trigger) => {
      const n = STEPS.findIndex(([name]) => name === step);
      const [former, later] = [`Formerwheel${n}`, `Laterwheel${n}`];
      const { id, version } = await staff.createPart(former, 5);
      const update = () =>
        staff.putPart(id, {
          part_name: later,
          price: { amount: '20.00', currency: 'EUR' },
          version,
        });
      const etags = new Map<string, string>();
      const formerly = {
        ...{ titled: [former], part: [former, '10.00', version] },
        ...{ listed: [former], found: [[former], []] },
      };
      const now = await eventually(async () => {
        const views = await seen(id, [former, later], etags);
        for (const view of views) expect(view).toMatchObject(formerly);
        return views;
      });
      for (const { door, etag } of now) etags.set(door, etag);

      await database.query(`create ${trigger(id)} execute function public.fails()`);
      try {
        expect((await update()).status).toBe(500);
      } finally {
        await database.query(
          `drop trigger zz_fails on ${/ on (catalog\.\w+)/.exec(trigger(id))![1]}`,
        );
      }
      for (const view of await seen(id, [former, later], etags))
        expect(view).toMatchObject({ ...formerly, unchanged: 304 });

      expect(await update()).toMatchObject({ status: 200, body: { version: version + 1 } });
      for (const view of await seen(id, [former, later], etags))
        expect(view).toMatchObject({
          ...{ titled: [later], part: [later, '20.00', version + 1], unchanged: 200 },
          ...{ listed: [later], found: [[], [later]] },
        });
    },
  );
});
