import { DomainError, backoffMs, conflict } from '@tandem/kernel';
import type { Rows, Statement } from '@tandem/persistence';

/** Codes of what this rule refuses. */
export const UNPAID_REFUSALS: readonly string[] = [
  'email_not_confirmed',
  'too_many_unpaid_orders',
  'too_many_unpaid_pieces',
  'unpaid_orders_lapsed',
];

export interface UnpaidLimits {
  /** Open orders an account may have that nobody has paid yet. */
  orders: number;
  /** Pieces all of them may hold together. */
  pieces: number;
  /** Of the stock of one part, in percent. */
  share: number;
  /** The first pause after orders that lapsed; doubled by each further one. */
  pauseSeconds: number;
}

/** What an account holds without having paid, and what it let lapse in the last day. */
export interface UnpaidStanding {
  orders: { id: string; number: number }[];
  pieces: number;
  /** Of the parts that are wanted now. */
  parts: { part_id: number; held: number; stock: number }[];
  lapsed: number;
  /** Since the last of those. */
  secondsSince: number | null;
}

interface Wanted {
  part_id: number;
  quantity: number;
  part_name: string;
}

/** So many pieces of a part anybody may hold, however few there are: the last ones are for sale as well. */
const ALWAYS = 5;
/** One order that was not paid in time happens to honest people; they may try again at once. */
const FREE_LAPSES = 1;
const LONGEST_PAUSE_MS = 24 * 60 * 60_000;

/*
 * An order holds goods until it is paid, or ended and released. One that ended unpaid after half of its time or more has
 * lapsed, whoever ended it: otherwise a cancel in the last minute would be no lapse. One whose goods the shop did not have
 * has not: only the shop writes the reason of a failed order. No hold is older than two days.
 */
const STANDING = `
with mine as (
  select o.id, o.number, o.status, o.reason, o.next_step, o.created_at, o.updated_at from orders o
   where o.user_id = $1 and o.payment_method <> 'balance' and o.paid_at is null
     and o.created_at > clock_timestamp() - interval '2 days'
), open as (
  select id, number from mine where status in ('created', 'awaiting_payment') or next_step = 'release'
), held as (
  select l.part_id, sum(l.quantity) as pieces from order_lines l join open on open.id = l.order_id group by l.part_id
), lapsed as (
  select count(*)::int as orders, extract(epoch from clock_timestamp() - max(updated_at))::float8 as since from mine
   where (status = 'cancelled' or status = 'failed' and reason is distinct from 'stock_lost') and updated_at > clock_timestamp() - interval '1 day'
     and updated_at - created_at >= make_interval(secs => $2)
)
select coalesce((select json_agg(json_build_object('id', id, 'number', number) order by number) from open), '[]') as orders,
       coalesce((select sum(pieces) from held), 0)::int as pieces,
       (select json_agg(json_build_object('part_id', w.part_id, 'held', coalesce(h.pieces, 0),
               'stock', coalesce(s.current_stock, 0)))
          from unnest($3::int[]) as w (part_id) left join held h on h.part_id = w.part_id
          left join inventory.stock_public s on s.part_id = w.part_id) as parts,
       lapsed.orders as lapsed, lapsed.since as "secondsSince"
  from lapsed`;

/** To be asked behind the lock of the account's cart: so orders of one account are counted one after the other. */
export function askStanding(
  userId: string,
  holdSeconds: number,
  partIds: readonly number[],
): Statement {
  return {
    name: 'order_unpaid_standing',
    text: STANDING,
    values: [userId, holdSeconds / 2, partIds],
  };
}

export const standingOf = ([row]: Rows): UnpaidStanding => row as unknown as UnpaidStanding;

/** Why this account may not hold these goods without paying for them first; null when it may. */
export function refuseUnpaid(
  standing: UnpaidStanding,
  wanted: readonly Wanted[],
  limits: UnpaidLimits,
): DomainError | null {
  const wait = pauseLeft(standing, limits);
  if (wait > 0) return pausedAfterLapses(wait);
  const open = { open_orders: standing.orders, limit: limits.orders };
  if (standing.orders.length >= limits.orders) {
    return conflict(
      'too_many_unpaid_orders',
      `You have ${standing.orders.length} orders that are not paid yet. Pay or cancel one of them, or pay this order from your balance.`,
      open,
    );
  }
  const pieces = wanted.reduce((sum, { quantity }) => sum + quantity, 0);
  if (standing.pieces + pieces > limits.pieces) {
    return conflict(
      'too_many_unpaid_pieces',
      `Your unpaid orders can hold at most ${limits.pieces} pieces together. Order fewer, pay or cancel an open order, or pay this order from your balance.`,
      { ...open, limit: limits.pieces, held: standing.pieces, requested: pieces },
    );
  }
  const lines = wanted.flatMap(({ part_id, quantity, part_name }) => {
    const part = standing.parts.find((one) => one.part_id === part_id)!;
    const limit = Math.max(ALWAYS, Math.floor((part.stock * limits.share) / 100));
    const over = part.held + quantity > limit;
    return over ? [{ part_id, part_name, requested: quantity, held: part.held, limit }] : [];
  });
  if (lines.length === 0) return null;
  const [first] = lines;
  return conflict(
    'too_many_unpaid_pieces',
    `Your unpaid orders can hold at most ${first!.limit} pieces of ${first!.part_name}. Order fewer, pay or cancel an open order, or pay this order from your balance.`,
    { ...open, lines },
  );
}

/** Seconds until this account may hold goods again. */
export function pauseLeft(
  { lapsed, secondsSince }: Pick<UnpaidStanding, 'lapsed' | 'secondsSince'>,
  { pauseSeconds }: Pick<UnpaidLimits, 'pauseSeconds'>,
): number {
  if (lapsed <= FREE_LAPSES || secondsSince === null) return 0;
  const pace = { firstMs: pauseSeconds * 1_000, longestMs: LONGEST_PAUSE_MS };
  return Math.max(0, Math.ceil(backoffMs(lapsed - FREE_LAPSES, pace) / 1_000 - secondsSince));
}

function pausedAfterLapses(seconds: number): DomainError {
  const minutes = Math.ceil(seconds / 60);
  return new DomainError(
    'unpaid_orders_lapsed',
    'limited',
    `Your last orders were not paid in time. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, or pay this order from your balance.`,
    { retry_after: seconds },
  );
}

export const addressNotConfirmed = (): DomainError =>
  new DomainError(
    'email_not_confirmed',
    'forbidden',
    'Confirm your e-mail address first: open the link in the mail that we sent you. Then order again, or pay this order from your balance.',
  );
