export interface Instance {
  id: string;
  url: string;
}

const REST_MS = 1000;
/** As long as an instance that is leaving waits for the last request, at most. */
const LEAVING_MS = 5000;

/** Takes turns among the instances of a service, by the shares that they have, and rests those that did not answer. */
export class Upstreams {
  private readonly instances: readonly Instance[];
  private readonly restUntil = new Map<string, number>();
  private readonly now: () => number;
  private weights: readonly number[];
  /** How much each has been owed since its last turn: who is owed most is next, so that shares are kept at every moment. */
  private readonly owed: number[];

  constructor(instances: readonly Instance[], now: () => number = Date.now) {
    this.instances = instances;
    this.now = now;
    this.owed = instances.map(() => 0);
    this.weights = instances.map(() => 1);
  }

  /** Some get so much of all requests, from 0 to 1 each; the others divide the rest. */
  share(shares: Readonly<Record<string, number>>): void {
    const named = this.instances.filter(({ id }) => id in shares);
    const taken = named.reduce((sum, { id }) => sum + shares[id]!, 0);
    const others = this.instances.length - named.length;
    const rest = others === 0 ? 0 : Math.max(0, 1 - taken) / others;
    this.weights = this.instances.map(({ id }) => shares[id] ?? rest);
    this.owed.fill(0);
  }

  /** The next instance that is not in `tried`; one that failed a moment ago, or has no share, only when nothing else is left. */
  next(tried: ReadonlySet<string> = new Set()): Instance | undefined {
    let [best, total] = [-1, 0];
    let idle: Instance | undefined;
    let resting: Instance | undefined;
    this.instances.forEach((instance, at) => {
      if (tried.has(instance.id)) return;
      const weight = this.weights[at]!;
      if ((this.restUntil.get(instance.id) ?? 0) > this.now()) resting ??= instance;
      else if (weight === 0) idle ??= instance;
      else {
        this.owed[at]! += weight;
        total += weight;
        if (best < 0 || this.owed[at]! > this.owed[best]! + 1e-9) best = at;
      }
    });
    if (best < 0) return idle ?? resting;
    this.owed[best]! -= total;
    return this.instances[best];
  }

  /** The instance that made a socket's id, which is `<instance id>.<random>`. */
  ofSocket(sid: string): Instance | undefined {
    return this.instances.find(({ id }) => sid.startsWith(`${id}.`));
  }

  failed(instance: Instance): void {
    this.restUntil.set(instance.id, this.now() + REST_MS);
  }

  /** It has said that it is about to stop: nothing more is sent to it while others are there. */
  leaves(instance: Instance): void {
    this.restUntil.set(instance.id, this.now() + LEAVING_MS);
  }

  answered(instance: Instance): void {
    if (this.restUntil.size > 0) this.restUntil.delete(instance.id);
  }
}
