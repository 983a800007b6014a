import { FrontDoor, findWrongOnPages, type ShownPart } from '@tandem/consistency';
import { percentile } from '../load.ts';
import { atPace } from '@tandem/testing/pace';
import { ms, whole } from '../report.ts';
import { hotParts, LISTS } from '../shoppers.ts';
import { READS_A_SECOND, type Outcome, type Place } from './scenario.ts';

const SAMPLE = 20;

export interface Read {
  path: string;
  /** What is wrong with an answer, if anything. */
  judge?: (body: unknown) => string | null;
}

interface List {
  items: { id: number }[];
}

/** Readings at a steady pace, until told to stop; each is answered with what was asked for. */
export async function readAtPace(
  { client }: Place,
  going: () => boolean,
  next: (n: number) => Read,
): Promise<Outcome> {
  const took: number[] = [];
  const wrong: string[] = [];
  await atPace(READS_A_SECOND, going, async (n, due) => {
    const { path, judge } = next(n);
    // Who is sent away for a moment asks again, and waits that much longer.
    const { status, body } = await client.untilDecided('catalog', path);
    took.push(performance.now() - due);
    const found = status === 200 ? judge?.(body) : `answered ${status}`;
    if (found) wrong.push(`${path}: ${found}`);
  });
  const figure = `p50 ${ms(percentile(took, 50))}, p99 ${ms(percentile(took, 99))}`;
  return { figures: [{ what: `${whole(took.length)} readings`, figure }], wrong };
}

export const forSeconds = (seconds: number): (() => boolean) => {
  const end = performance.now() + seconds * 1000;
  return () => performance.now() < end;
};

/** What the front door shows of parts, and of some others, against the tables. */
export async function wrongAtTheDoor(
  { stack, database }: Place,
  known: readonly number[] = [],
): Promise<string[]> {
  const { findings } = await findWrongOnPages(
    new FrontDoor<ShownPart>(stack.info.shop),
    async (sql, values) => (await database.query<object>(sql, values)).rows,
    { sample: SAMPLE, known, graceMs: 20_000 },
  );
  return findings.map((finding) => JSON.stringify(finding));
}

/** Who look at part pages, and at a list in between. */
export async function partsAndLists(place: Place): Promise<(n: number) => Read> {
  const ids = await hotParts(place.database);
  return (n) => {
    if (n % 3 === 0) {
      const judge = (body: unknown) => ((body as List).items.length > 24 ? 'too long' : null);
      return { path: `/parts?${LISTS[(n / 3) % LISTS.length]}`, judge };
    }
    const id = ids[n % ids.length]!;
    const judge = (body: unknown) => ((body as { id: number }).id === id ? null : 'another part');
    return { path: `/parts/${id}`, judge };
  };
}

export async function browse(place: Place): Promise<Outcome> {
  const outcome = await readAtPace(place, forSeconds(place.seconds), await partsAndLists(place));
  return { ...outcome, wrong: [...outcome.wrong, ...(await wrongAtTheDoor(place))] };
}

/** Hardly any twice the same; one in four is for a word that exactly one part has. */
export async function search(place: Place): Promise<Outcome> {
  const words = Array.from(
    { length: 8 },
    () => `zq${crypto.randomUUID().replaceAll(/\d|-/g, '').slice(0, 8)}`,
  );
  const ids: number[] = [];
  for (const word of words) ids.push(await place.client.part(`Bracket ${word}`, '3.00', 5));
  const common = ['brake', 'citadel', 'clutch', 'oil filter', 'brake disk', 'citadle'];
  return readAtPace(place, forSeconds(place.seconds), (n) => {
    const own = (n / 4) % words.length;
    if (n % 4 !== 0)
      return { path: `/parts?q=${encodeURIComponent(`${common[n % common.length]} ${n}`)}` };
    const judge = (body: unknown) => {
      const found = (body as List).items.map(({ id }) => id);
      return found[0] === ids[own] ? null : `found ${found.join() || 'nothing'}, not ${ids[own]}`;
    };
    return { path: `/parts?q=${words[own]}`, judge };
  });
}
