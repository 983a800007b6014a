import { Refusal } from '../../common/refusal.ts';

const MINUTE_MS = 60_000;

/** So many requests in any minute; one too many is told BR03. */
export class RateLimit {
  private times: number[] = [];
  private readonly perMinute: number;

  constructor(perMinute: number) {
    this.perMinute = perMinute;
  }

  clear(): void {
    this.times = [];
  }

  pass(now = Date.now()): void {
    const from = this.times.findIndex((time) => time > now - MINUTE_MS);
    this.times = from < 0 ? [] : this.times.slice(from);
    if (this.times.length >= this.perMinute) {
      throw new Refusal(429, 'BR03', 'Too many requests');
    }
    this.times.push(now);
  }
}
