/** Which faults were to meet which states, and which did. */
export class Pairs {
  private readonly claimed = new Map<string, { state: string; isMet: boolean }[]>();

  claim(fault: string, states: readonly string[]): void {
    this.claimed.set(
      fault,
      states.map((state) => ({ state, isMet: false })),
    );
  }

  meet(fault: string, states: readonly string[]): void {
    for (const pair of this.claimed.get(fault) ?? [])
      if (states.includes(pair.state)) pair.isMet = true;
  }

  get unmet(): string[] {
    return [...this.claimed].flatMap(([fault, pairs]) =>
      pairs.filter(({ isMet }) => !isMet).map(({ state }) => `${fault} × ${state}`),
    );
  }

  /** A line for each fault, a column for each state. */
  table(): string {
    const faults = [...this.claimed.keys()];
    const width = Math.max(...faults.map((fault) => fault.length));
    const states = this.claimed.get(faults[0]!)?.map(({ state }) => state) ?? [];
    const lines = [...this.claimed].map(([fault, pairs]) =>
      [fault.padEnd(width), ...pairs.map(({ isMet }) => (isMet ? 'met' : '–').padEnd(3))].join(
        '  ',
      ),
    );
    const head = states.map((state, n) => `  ${n + 1}: ${state}`);
    return [...head, ...lines].join('\n');
  }
}
