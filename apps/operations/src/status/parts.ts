import type { ServiceName } from '@tandem/config';

export type PartState = 'working' | 'slow' | 'not_working';

/** An alert that goes on. */
export interface Sign {
  name: string;
  /** As alerts say it: `schema catalog`. */
  about: string;
}

/** Which alerts tell something of a part; without `about`, whatever they are about. */
interface Rule {
  alert: string;
  about?: RegExp;
}

/** A part of the shop as shoppers know it. */
interface ShownPart {
  name: string;
  title: string;
  /** It does not work while one of these takes no requests. */
  needs: readonly ServiceName[];
  /** While one of these is down it works, but slowly or late. */
  betterWith: readonly `${ServiceName}/${string}`[];
  stoppedBy: readonly Rule[];
  slowedBy: readonly Rule[];
}

const DATABASE: readonly Rule[] = [{ alert: 'ConnectionsRunOut' }, { alert: 'AnswersFail' }];
const waits = (services: RegExp): Rule => ({
  alert: 'RequestsWaitForConnections',
  about: services,
});

/** All that the public is told by itself: what else is known stays with staff until they say it. */
export const PARTS = [
  {
    name: 'shop',
    title: 'Shop',
    needs: ['catalog', 'inventory', 'auth'],
    betterWith: ['catalog/redis'],
    stoppedBy: [],
    slowedBy: [...DATABASE, waits(/catalog|inventory/), { alert: 'ShoppersSeeWhatIsOld' }],
  },
  {
    name: 'checkout',
    title: 'Checkout',
    needs: ['order', 'inventory', 'auth'],
    betterWith: [],
    stoppedBy: [{ alert: 'CheckoutFails' }],
    slowedBy: [
      ...DATABASE,
      waits(/order|inventory/),
      { alert: 'CheckoutFailsForHours' },
      { alert: 'OrdersAreStuck' },
    ],
  },
  {
    name: 'search',
    title: 'Search',
    needs: ['catalog'],
    betterWith: ['catalog/redis'],
    stoppedBy: [],
    slowedBy: [...DATABASE, waits(/catalog/)],
  },
  {
    name: 'live_updates',
    title: 'Live updates',
    needs: ['realtime-gateway'],
    betterWith: [
      'realtime-gateway/kafka',
      'realtime-gateway/redis',
      'catalog/kafka',
      'catalog/outbox',
      'inventory/kafka',
      'inventory/outbox',
    ],
    stoppedBy: [{ alert: 'ConsumerMakesNoProgress', about: /realtime-gateway/ }],
    slowedBy: [
      { alert: 'EditsReachPagesLate' },
      { alert: 'EditsReachPagesLateForHours' },
      { alert: 'EventsWaitInOutbox', about: /catalog|inventory/ },
      { alert: 'ConsumerFallsBehind', about: /realtime-gateway/ },
    ],
  },
  {
    name: 'game_keys',
    title: 'Game keys',
    needs: ['sync-gateway', 'order'],
    betterWith: ['sync-gateway/kafka', 'sync-gateway/outbox', 'order/kafka', 'order/outbox'],
    stoppedBy: [{ alert: 'ConsumerMakesNoProgress', about: /sync-gateway/ }],
    slowedBy: [
      { alert: 'FeedIsStale', about: /g2a/ },
      { alert: 'JobsAreGivenUp', about: /sync-gateway/ },
      { alert: 'EventsWaitInOutbox', about: /orders|sync/ },
      { alert: 'ConsumerFallsBehind', about: /sync-gateway/ },
    ],
  },
] as const satisfies readonly ShownPart[];

export type PartName = (typeof PARTS)[number]['name'];
export const PART_NAMES = PARTS.map(({ name }) => name);

export interface PartStatus {
  name: PartName;
  title: string;
  state: PartState;
}

/**
 * How the parts of the shop are.
 * @param down what is down, as `service/dependency`; a service as a whole is its name alone.
 */
export function statesOf(down: ReadonlySet<string>, alerts: readonly Sign[]): PartStatus[] {
  return PARTS.map((part) => ({
    name: part.name,
    title: part.title,
    state: stateOf(part, down, alerts),
  }));
}

function stateOf(
  { needs, betterWith, stoppedBy, slowedBy }: ShownPart,
  down: ReadonlySet<string>,
  alerts: readonly Sign[],
): PartState {
  const isTold = ({ alert, about }: Rule) =>
    alerts.some((sign) => sign.name === alert && (about?.test(sign.about) ?? true));
  if (needs.some((service) => down.has(service)) || stoppedBy.some(isTold)) return 'not_working';
  if (betterWith.some((one) => down.has(one)) || slowedBy.some(isTold)) return 'slow';
  return 'working';
}
