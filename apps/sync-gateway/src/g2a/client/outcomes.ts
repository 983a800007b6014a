/** What a caller does about a call that G2A did not carry out. */
export type G2aOutcome =
  /** The same again, later. */
  | 'retry'
  /** Nothing more until staff have put the account right. */
  | 'wait'
  /** The order at G2A is void: another one is made. */
  | 'new_order'
  /** What was ordered can't be had: the shopper gets the money back. */
  | 'refund'
  | 'tell_staff';

/** Whether the call may have had its effect. */
export type Reached = 'no' | 'yes' | 'unknown';

export interface Verdict {
  outcome: G2aOutcome;
  reached: Reached;
  /** Whether G2A itself is ill: counts for the breaker, and a call that may be repeated is. */
  ill?: boolean;
}

const is = (outcome: G2aOutcome, reached: Reached = 'no'): Verdict => ({ outcome, reached });
const ILL: Verdict = { outcome: 'retry', reached: 'unknown', ill: true };

/** G2A's codes. The HTTP status that comes along says something else for many of them. */
const BY_CODE: Readonly<Record<string, Verdict>> = {
  AUTH01: is('wait'),
  AUTH02: is('wait'),
  /** The shop's address is not on the account's list. */
  AUTH03: is('wait'),
  AUTH04: is('wait'),
  BR01: is('tell_staff'),
  BR02: is('tell_staff'),
  /** Too many requests. */
  BR03: is('retry'),
  BR04: is('tell_staff'),
  PR01: is('refund'),
  PR02: is('refund'),
  PR03: is('refund'),
  PR04: is('refund'),
  PR05: is('refund'),
  ORD01: is('new_order'),
  ORD02: is('new_order'),
  /** The payment is not ready. */
  ORD03: is('retry'),
  /** The key was taken already: it lies in the shop, or nobody has it. */
  ORD04: is('tell_staff', 'yes'),
  ORD004: is('tell_staff', 'yes'),
  /** A payment is under way. */
  ORD05: is('retry', 'yes'),
  /** It is not processed yet. */
  ORD06: is('retry', 'yes'),
  ORD110: is('tell_staff'),
  ORD111: is('tell_staff'),
  /** Not enough funds. */
  ORD112: is('wait'),
  ORD113: is('tell_staff'),
  /** Paid too late. */
  ORD114: is('new_order'),
  ORD120: is('tell_staff', 'unknown'),
  /** The limit of G2A PAY is reached. */
  ORD121: is('wait'),
  ORD122: is('tell_staff', 'unknown'),
  API00: ILL,
  ERR99: ILL,
};

/** A code as G2A writes them; `code: 503` of something in between is none. */
const CODE = /^[A-Z]{2,6}\d{1,4}$/;
const NOT_NOW = new Set([408, 425, 429]);

/** What an answer that is no success means: its code decides, and the status only where there is none. */
export function verdictOf(
  call: { method: string; path: string },
  status: number,
  code: string | null,
): Verdict {
  if (code !== null) return BY_CODE[code] ?? is('tell_staff', status < 500 ? 'no' : 'unknown');
  if (status === 401) return is('wait');
  // Seen when the account has no means of payment, or no funds.
  if (status === 403 && call.method === 'POST' && call.path === '/v1/order') return is('wait');
  if (NOT_NOW.has(status)) return is('retry');
  if (status >= 400 && status < 500) return is('tell_staff');
  return ILL;
}

/** The code of an answer's body; null when it has none. */
export function codeOf(body: unknown): string | null {
  const { code } = (typeof body === 'object' && body !== null ? body : {}) as { code?: unknown };
  return typeof code === 'string' && CODE.test(code) ? code : null;
}
