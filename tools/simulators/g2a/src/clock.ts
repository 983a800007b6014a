/** The time in the simulator: a test may set it forward, for what takes minutes. */
export class Clock {
  private ahead = 0;

  now(): number {
    return Date.now() + this.ahead;
  }

  forward(ms: number): void {
    this.ahead += ms;
  }

  reset(): void {
    this.ahead = 0;
  }
}
