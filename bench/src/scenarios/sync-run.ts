import { whole } from '../report.ts';
import { applied, nextVersion, tellByThePage } from '../sync.ts';
import { partsAndLists, readAtPace, wrongAtTheDoor } from './reading.ts';
import type { Outcome, Place } from './scenario.ts';

const PRODUCTS_A_SECOND = 100;
const SHOWN = 10;

interface Product {
  part: number;
  has: string;
  due: string;
}

/** A run tells of products as G2A's budget lets it, while shoppers read. */
export async function syncRun(place: Place): Promise<Outcome> {
  const { database, seconds } = place;
  const products = Math.round(seconds * PRODUCTS_A_SECOND);
  const version = await nextVersion(database);
  const euros = 10 + (version % 40);
  const begun = performance.now();
  let going = true;
  const [readers] = await Promise.all([
    readAtPace(place, () => going, await partsAndLists(place)),
    tellByThePage(database, version, euros, products)
      .then(() => applied(database, version, products))
      .finally(() => (going = false)),
  ]);
  const took = (performance.now() - begun) / 1000;
  const { rows } = await database.query<Product>(
    `select p.id as part, catalog.money_amount(p.price_minor, p.currency) as has,
            ($2::int + substring(g.g2a_id from 7)::int % 50)::text || '.99' as due
       from catalog.g2a_products g left join catalog.parts p on p.id = g.part_id
      where g.g2a_id like 'bench-%' and g.version = $1`,
    [version, euros],
  );
  const differs = rows.filter(({ has, due }) => has !== due);
  const wrong = [...readers.wrong, ...differs.map((one) => JSON.stringify(one))];
  if (rows.length !== products) wrong.push(`${rows.length} of ${products} products are there`);
  const shown = rows.slice(0, SHOWN).map(({ part }) => part);
  wrong.push(...(await wrongAtTheDoor(place, shown)));
  return {
    figures: [
      ...readers.figures,
      { what: `${whole(products)} products`, figure: `${whole(products / took)}/s` },
    ],
    wrong,
  };
}
