import { setTimeout as pause } from 'node:timers/promises';
import { atPace } from '@tandem/testing/pace';

/** Between two requests of one visitor: a load that this machine carries beside the starts. */
const THINK_MS = 100;

interface Failure {
  what: string;
  at: string;
  status: number;
  body: unknown;
}

type Ask = () => Promise<{ status: number; body: unknown }>;

/** Visitors who ask until they are told to end; each answer that is no success is kept. */
export class Load {
  readonly failures: Failure[] = [];
  private readonly stop = new AbortController();
  private readonly visitors: Promise<void>[] = [];
  private readonly began = Date.now();
  asked = 0;

  /** One visitor: one request after another. */
  add(what: string, ask: Ask): void {
    const visit = async () => {
      while (!this.stop.signal.aborted) {
        await this.ask(what, ask);
        await pause(THINK_MS);
      }
    };
    this.visitors.push(visit());
  }

  /** Many visitors: so many requests a second, whether those before are answered or not. */
  addCrowd(what: string, perSecond: number, ask: Ask): void {
    const going = () => !this.stop.signal.aborted;
    this.visitors.push(atPace(perSecond, going, () => this.ask(what, ask)));
  }

  get perSecond(): number {
    return this.asked / ((Date.now() - this.began) / 1000);
  }

  async end(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.visitors);
  }

  private async ask(what: string, ask: Ask): Promise<void> {
    this.asked += 1;
    const { status, body } = await ask().catch((error: unknown) => ({
      status: 0,
      body: String(error),
    }));
    if (status < 200 || status > 299)
      this.failures.push({ what, at: new Date().toISOString(), status, body });
  }
}
