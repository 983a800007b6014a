import { percentile } from '../load.ts';
import { ms, whole } from '../report.ts';
import { judgeEdits } from './judges.ts';
import { OpenPage } from './open-page.ts';
import { forSeconds, partsAndLists, readAtPace, wrongAtTheDoor } from './reading.ts';
import type { Outcome, Place } from './scenario.ts';
import { until } from './until.ts';

const EDITORS = 8;
const OF_A_PART = 2;

interface Edited {
  part: number;
  page: OpenPage;
  first: number;
  acknowledged: { version: number; name: string }[];
}

interface Part {
  version: number;
  part_name: string;
}

/** Two editors a part, who save over each other by version, while others read. */
export async function editors(place: Place): Promise<Outcome> {
  const { client, stack } = place;
  const edited: Edited[] = [];
  for (let n = 0; n < EDITORS / OF_A_PART; n += 1) {
    const part = await client.part(`Edited part ${n}`, '4.00', 10);
    const page = await new OpenPage(stack.info.services['realtime-gateway']![0]!, part).ready();
    const { version } = await client.staff<Part>('catalog', `/admin/parts/${part}`, 'GET');
    edited.push({ part, page, first: version, acknowledged: [] });
  }
  const going = forSeconds(place.seconds);
  const took: number[] = [];
  const [readers] = await Promise.all([
    readAtPace(place, going, await partsAndLists(place)),
    ...Array.from({ length: EDITORS }, async (_, who) => {
      const mine = edited[who % edited.length]!;
      while (going()) await editOnce(place, mine, who, took);
    }),
  ]);
  const wrong = [...readers.wrong];
  for (const one of edited) wrong.push(...(await wrongAfterEdits(place, one)));
  wrong.push(
    ...(await wrongAtTheDoor(
      place,
      edited.map(({ part }) => part),
    )),
  );
  for (const { page } of edited) page.close();
  const made = edited.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0);
  return {
    figures: [
      ...readers.figures,
      {
        what: `${whole(made)} edits, ${whole(took.length - made)} times somebody else was first`,
        figure: `p50 ${ms(percentile(took, 50))}, p99 ${ms(percentile(took, 99))}`,
      },
    ],
    wrong,
  };
}

async function editOnce({ client, staffToken }: Place, mine: Edited, who: number, took: number[]) {
  const path = `/admin/parts/${mine.part}`;
  const { version } = await client.staff<Part>('catalog', path, 'GET');
  const name = `Edited by ${who}, edit ${took.length}`;
  const sent = performance.now();
  const { status, body } = await client.untilDecided('catalog', path, {
    ...{ method: 'PUT', token: staffToken, body: { part_name: name, version } },
  });
  took.push(performance.now() - sent);
  if (status === 200) mine.acknowledged.push({ version: (body as Part).version, name });
  else if (status !== 409) throw new Error(`an edit: ${status} ${JSON.stringify(body)}`);
}

async function wrongAfterEdits({ client }: Place, one: Edited): Promise<string[]> {
  const now = await client.staff<Part>('catalog', `/admin/parts/${one.part}`, 'GET');
  const versions = one.acknowledged.map(({ version }) => version);
  const lost = judgeEdits(one.first, now.version, versions);
  const last = one.acknowledged.find(({ version }) => version === now.version);
  const wasTold = await until(() => one.page.told.some(({ version }) => version >= now.version));
  return [
    ...(lost ? [`part ${one.part}: ${lost}`] : []),
    ...(last && last.name !== now.part_name ? [`part ${one.part} has ${now.part_name}`] : []),
    ...(wasTold ? [] : [`the open page of part ${one.part} was not told of ${now.version}`]),
  ];
}
