import type { StackHandle } from '@tandem/stack';
import pg from 'pg';
import { Client } from '../client.ts';
import { add } from '../report.ts';
import { SCENARIO_SECONDS, SCENARIO_USERS } from '../settings.ts';
import { editors } from './editing.ts';
import { flashSale } from './flash-sale.ts';
import { browse, search } from './reading.ts';
import { reconnectStorm } from './reconnect-storm.ts';
import { READS_A_SECOND, type Scenario } from './scenario.ts';
import { checkoutRush } from './selling.ts';
import { syncRun } from './sync-run.ts';

/** What people do with the shop, one after another. Their speeds are reported; what must hold is asserted. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'browse',
    does: `${READS_A_SECOND} readings a second: part pages, a third of them lists`,
    holds: 'each answer is of the part that was asked for; pages and lists agree with the tables',
    play: browse,
  },
  {
    name: 'search',
    does: `${READS_A_SECOND} searches a second, hardly any twice; a quarter for a word of one part`,
    holds: 'each is answered, and the one part is found first',
    play: search,
  },
  {
    name: 'checkout-rush',
    does: 'all users order as fast as they are answered, on one part, then on many',
    holds: 'none is refused, staff are told of each, ledger, wallets and shelves add up',
    play: checkoutRush,
  },
  {
    name: 'editors',
    does: `eight editors, two a part, save over each other beside ${READS_A_SECOND} readings a second`,
    holds:
      'no acknowledged edit is lost, open pages are told, pages and lists agree with the tables',
    play: editors,
  },
  {
    name: 'sync-run',
    does: `a run tells of products page by page beside ${READS_A_SECOND} readings a second`,
    holds: 'every product has the price that was told, pages and lists agree with the tables',
    play: syncRun,
  },
  {
    name: 'flash-sale',
    does: 'all users wait on the open page of a part with a piece for every fourth, and buy when told',
    holds:
      'none oversold, everybody answered, the price of the sale from its second on, books add up',
    play: flashSale,
  },
  {
    name: 'reconnect-storm',
    does: 'all open pages lose their gateway at once, by network and by its death, while stock is edited',
    holds: 'each page comes back and has heard of every confirmed edit once and in order',
    play: reconnectStorm,
  },
];

/** @returns how many things did not hold. */
export async function playScenario(
  stack: StackHandle,
  staffToken: string,
  { name, does, holds, play }: Scenario,
): Promise<number> {
  const client = new Client(stack, staffToken);
  const database = new pg.Pool({ connectionString: stack.info.postgres, max: 4 });
  const bounds = { users: SCENARIO_USERS, seconds: SCENARIO_SECONDS };
  try {
    console.log(`${name}: ${does}; ${bounds.users} users, ${bounds.seconds} s`);
    const { figures, wrong } = await play({ stack, staffToken, client, database, ...bounds });
    for (const { what, figure, note } of figures) add(`${name}: ${what}`, figure, note);
    add(`${name}: what does not hold`, String(wrong.length), holds);
    for (const one of wrong.slice(0, 10)) console.error(`${name}: WRONG: ${one}`);
    return wrong.length;
  } finally {
    await database.end();
    await client.close();
  }
}
