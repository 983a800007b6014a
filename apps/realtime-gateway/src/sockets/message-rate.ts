import { TokenBucket } from '@tandem/kernel';

const BURST_SECONDS = 3;

/** How fast a socket may talk: `perSecond` messages in the long run, three seconds' worth at once. */
export const messageRate = (perSecond: number, now: number): TokenBucket =>
  new TokenBucket({ perSecond, capacity: perSecond * BURST_SECONDS, now });
