type Env = Record<string, string | undefined>;

/** The variables that a simulator is started with; what is missing or wrong is told all at once. */
export class Environment {
  private readonly env: Env;
  private readonly problems: string[] = [];

  constructor(env: Env) {
    this.env = env;
  }

  text(name: string): string {
    const value = this.env[name];
    if (!value) this.problems.push(`${name} is required`);
    return value ?? '';
  }

  number(name: string, fallback: number, most = Infinity): number {
    const value = Number(this.env[name] || fallback);
    if (!Number.isInteger(value) || value < 0) this.problems.push(`${name} must be a whole number`);
    if (value > most) this.problems.push(`${name} must be ${most} at most`);
    return value;
  }

  /** @throws Error naming every variable that is missing or wrong. */
  check(): void {
    if (this.problems.length > 0) throw new Error(this.problems.join('\n'));
  }
}
