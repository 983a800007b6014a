/** Proves that a service answers; throws when it does not. */
export type HealthCheck = () => Promise<void>;

export interface CheckResult {
  status: 'up' | 'down';
  latency_ms: number;
  required: boolean;
}

export interface HealthReport {
  status: 'ok' | 'degraded' | 'unavailable';
  checks: Record<string, CheckResult>;
}

interface Entry {
  check: HealthCheck;
  required: boolean;
}

const DEADLINE_MS = 2_000;

/** The backing services that one service depends on. One registry a service, injectable. */
export class HealthRegistry {
  private readonly entries = new Map<string, Entry>();
  private draining = false;

  constructor(
    private readonly onDown: (name: string, error: unknown) => void = () => undefined,
    private readonly onUp: (name: string) => void = () => undefined,
  ) {}

  /**
   * Adds a backing service. Without a required one the service is not ready; without another it still works,
   * and says `degraded`.
   */
  add(name: string, check: HealthCheck, options: { required: boolean }): void {
    this.entries.set(name, { check, required: options.required });
  }

  /** From now on not ready: the service is about to stop. */
  drain(): void {
    this.draining = true;
  }

  /** Asks every service at once; one that takes over two seconds is down. */
  async report(): Promise<HealthReport> {
    const results = await Promise.all(
      [...this.entries].map(async ([name, entry]) => [name, await this.ask(name, entry)] as const),
    );
    const down = results.filter(([, result]) => result.status === 'down');
    const unavailable = this.draining || down.some(([, result]) => result.required);
    return {
      status: unavailable ? 'unavailable' : down.length > 0 ? 'degraded' : 'ok',
      checks: Object.fromEntries(results),
    };
  }

  private async ask(name: string, { check, required }: Entry): Promise<CheckResult> {
    const start = performance.now();
    let timer: NodeJS.Timeout | undefined;
    let status: CheckResult['status'] = 'up';
    try {
      const deadline = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error('no answer in time')), DEADLINE_MS);
      });
      await Promise.race([check(), deadline]);
      this.onUp(name);
    } catch (error) {
      status = 'down';
      this.onDown(name, error);
    } finally {
      clearTimeout(timer);
    }
    return { status, latency_ms: Math.round((performance.now() - start) * 10) / 10, required };
  }
}
