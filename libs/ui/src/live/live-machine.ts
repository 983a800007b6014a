import type { LiveState } from './live-types';

/** Where the live connection stands, each with what people are told of it. */
export const SHOWN = {
  /** For the first time. */
  connecting: 'connecting',
  /** Connected, and what was missed has not all come yet: a break now has to resume from the same place again. */
  catchingUp: 'live',
  live: 'live',
  /** The library tries by itself. */
  reconnecting: 'reconnecting',
  /** The server closed or refused the connection: the library does not come back by itself. */
  refused: 'reconnecting',
  closed: 'reconnecting',
} as const satisfies Record<string, LiveState>;

export type Standing = keyof typeof SHOWN;

export type Happening =
  | 'connected'
  | 'caughtUp'
  /** The connection, or an attempt, failed; the library tries again. */
  | 'lost'
  /** The server ended the connection. */
  | 'cut'
  /** The server did not let us in. */
  | 'refused'
  /** The pause after a refusal is over. */
  | 'rested'
  /** The network is back. */
  | 'online'
  /** Somebody signed in or out. */
  | 'renewed'
  /** Somebody looks at the page, or has looked at it for a while. */
  | 'looked'
  | 'closed';

export type Effect =
  | 'subscribe'
  | 'remember'
  | 'connect'
  | 'connectAnew'
  | 'connectSoon'
  | 'connectLater'
  | 'fetch'
  | 'end';

type Row = Partial<Record<Happening, readonly [Standing, Effect?]>>;

const CLOSED = ['closed', 'end'] as const;
const ANEW = ['reconnecting', 'connectAnew'] as const;
const LOST: Row = {
  lost: ['reconnecting'],
  cut: ['refused', 'connectSoon'],
  renewed: ANEW,
  closed: CLOSED,
};

/** The live connection: where each happening leads to and what it makes us do. What is not listed changes nothing. */
export const TRANSITIONS: Record<Standing, Row> = {
  connecting: {
    connected: ['catchingUp', 'subscribe'],
    lost: ['reconnecting'],
    refused: ['refused', 'connectLater'],
    // The attempt under way may have begun without a network, or as somebody else.
    online: ['connecting', 'connectAnew'],
    renewed: ['connecting', 'connectAnew'],
    looked: ['connecting', 'fetch'],
    closed: CLOSED,
  },
  catchingUp: { ...LOST, caughtUp: ['live', 'remember'] },
  live: LOST,
  reconnecting: {
    connected: ['catchingUp', 'subscribe'],
    refused: ['refused', 'connectLater'],
    online: ANEW,
    renewed: ANEW,
    looked: ['reconnecting', 'fetch'],
    closed: CLOSED,
  },
  refused: {
    rested: ['reconnecting', 'connect'],
    online: ANEW,
    renewed: ANEW,
    looked: ['refused', 'fetch'],
    closed: CLOSED,
  },
  closed: {},
};
