import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { proofSeed, proofSize } from '@tandem/testing';
import { startStack, type StackHandle } from '@tandem/stack';
import { Staff } from './client.js';
import { drawHistories, FAULT_POINTS, storyThatPasses, type History } from './histories.js';
import { testHome } from './home.js';
import { audit, settled } from './audit.js';
import { Marketplace, type Buyer } from './marketplace.js';

jest.setTimeout(900_000);

const HISTORIES = proofSize(500);

/** Shoppers, staff and killers on the whole product: after every round each cent and each piece is where it belongs. */
describe('whatever dies while people buy, nothing is lost, doubled or half done', () => {
  let stack: StackHandle;
  let market: Marketplace;
  let staff: Staff;
  let rich: Buyer[];
  let poor: Buyer[];
  const histories = drawHistories(HISTORIES, proofSeed());

  beforeAll(async () => {
    const home = testHome('orders');
    stack = await startStack({
      home,
      mode: 'distributed',
      frontDoors: 'free',
      durable: true,
      calmAfterMs: 1,
      env: { TANDEM_FAULT_FILE: Marketplace.faultFile(home), ORDER_ANSWER_DEADLINE_MS: '1000' },
    });
    staff = await Staff.signIn(stack.info.admin);
    market = new Marketplace(stack, staff, Marketplace.faultFile(home));
    market.disarm();
    rich = await market.registerBuyers(30);
    poor = await market.registerBuyers(4);
  });
  afterAll(async () => {
    await market?.close();
    await stack?.stop();
  });

  async function round(stories: { buyer: Buyer; history: History }[]): Promise<unknown[]> {
    const shelf = new Map<number, number>();
    for (const stock of [400, 300, 40, 12, 5, 200]) {
      shelf.set((await staff.createPart('Storm-proof part', stock)).id, stock);
    }
    const parts = [...shelf.keys()];
    for (const { buyer, history } of stories) {
      if (!poor.includes(buyer)) await market.fund(buyer, history.wallet);
    }
    await Promise.all(stories.map(({ buyer, history }) => market.live(buyer, history, parts)));
    await stack.whenReady();
    await settled(market);
    return audit(market, shelf);
  }

  const pairs = FAULT_POINTS.map((point, n) => {
    const share = Math.ceil(HISTORIES / FAULT_POINTS.length);
    return { point, own: histories.slice(n * share, (n + 1) * share), cut: n % 3 === 0 };
  });

  it.each(pairs)('killed at $point', async ({ point, own, cut }) => {
    const sure = storyThatPasses(point);
    const stories = own.map((history, n) => ({
      history,
      buyer: history.wallet < 2_000 ? poor[n % 3]! : rich[n + 1]!,
    }));
    // Of two stories of one poor shopper the second waits: two baskets in one cart would be another test.
    const crowd = stories.filter(
      ({ buyer }, n) => stories.findIndex((other) => other.buyer === buyer) === n,
    );
    const rest = stories.filter((story) => !crowd.includes(story));
    const buyer = sure.wallet === 0 ? poor[3]! : rich[0]!;

    market.arm(point);
    const running = round([{ buyer, history: sure }, ...crowd]);
    if (cut) await market.cutDatabaseConnections();
    const wrong = await running;
    for (const story of rest) wrong.push(...(await round([story])));

    expect({ nobodyCameBy: market.disarm(), wrong }).toEqual({ nobodyCameBy: false, wrong: [] });
  });
});
