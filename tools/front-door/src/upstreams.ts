export interface Instance {
  id: string;
  url: string;
}

const REST_MS = 1000;
/** As long as an instance that is leaving waits for the last request, at most. */
const LEAVING_MS = 5000;

/** Takes turns among the instances of a service and rests those that did not answer. */
export class Upstreams {
  private readonly instances: readonly Instance[];
  private readonly restUntil = new Map<string, number>();
  private readonly now: () => number;
  private turn = 0;

  constructor(instances: readonly Instance[], now: () => number = Date.now) {
    this.instances = instances;
    this.now = now;
  }

  /** The next instance that is not in `tried`; one that failed a moment ago only when nothing else is left. */
  next(tried: ReadonlySet<string> = new Set()): Instance | undefined {
    const count = this.instances.length;
    let resting: Instance | undefined;
    for (let step = 0; step < count; step += 1) {
      const instance = this.instances[(this.turn + step) % count];
      if (!instance || tried.has(instance.id)) continue;
      if ((this.restUntil.get(instance.id) ?? 0) <= this.now()) {
        this.turn = (this.turn + step + 1) % count;
        return instance;
      }
      resting ??= instance;
    }
    return resting;
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
