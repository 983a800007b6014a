import { session } from './panel';

/**
 * What somebody typed and did not save, kept for this tab: a session that ends, a reload or a crash does not lose it.
 * It is the person's own, so whoever signs in next in the same tab does not get it.
 */
const PREFIX = 'tandem.admin.draft.';

export interface KeptDraft<T> {
  keep: (value: T) => void;
  kept: () => T | null;
  drop: () => void;
}

export function keptDraft<T>(name: string): KeptDraft<T> {
  const key = `${PREFIX}${session.state.user?.id ?? ''}.${name}`;
  return {
    keep(value) {
      try {
        sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        // A full or forbidden store only means that nothing is kept.
      }
    },
    kept() {
      try {
        return JSON.parse(sessionStorage.getItem(key) ?? 'null') as T | null;
      } catch {
        return null;
      }
    },
    drop: () => sessionStorage.removeItem(key),
  };
}

/** Whoever signs out on purpose leaves nothing behind. */
export function dropDrafts(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
}
