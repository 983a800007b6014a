import type { KeyVersion } from './entry.js';

/**
 * The least version that this process knows to be committed, by key. Whatever is older is refused
 * wherever it comes from. Bounded: the keys raised longest ago are forgotten first.
 */
export class Floors {
  private readonly versions = new Map<string, number>();

  constructor(private readonly maxKeys = 100_000) {}

  get(key: string): number {
    return this.versions.get(key) ?? 0;
  }

  raise(raised: readonly KeyVersion[]): void {
    for (const { key, version } of raised) {
      if (version <= this.get(key)) continue;
      this.versions.delete(key);
      this.versions.set(key, version);
    }
    if (this.versions.size <= this.maxKeys) return;
    for (const key of this.versions.keys()) {
      if (this.versions.size <= this.maxKeys) break;
      this.versions.delete(key);
    }
  }
}
