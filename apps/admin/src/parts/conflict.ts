import { toApiError } from '@tandem/ui';
import { ref } from 'vue';

export interface ConflictRow {
  field: string;
  label: string;
  mine: string;
  theirs: string;
}

export interface Conflict {
  by: string;
  at: string | undefined;
  rows: ConflictRow[];
  version: number;
}

interface Attempt<T extends object> {
  /** What the person typed, and what it was before: what they left alone needs no choice. */
  mine: T;
  before: T;
  labels: Record<keyof T & string, string>;
  /** The saved state out of a 409's `current`, in the form's own fields. */
  theirs: (current: Record<string, unknown>) => T;
  save: (values: T, version: number) => Promise<void>;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function show(value: unknown): string {
  if (value === null || value === undefined || value === '') return '(empty)';
  if (Array.isArray(value)) {
    return value
      .map((row) =>
        row && typeof row === 'object' ? Object.values(row).filter(Boolean).join(' ') : row,
      )
      .join('\n');
  }
  return String(value);
}

function nameOf(current: Record<string, unknown>): string {
  for (const key of ['changed_by_name', 'last_updated_by_name', 'changed_by', 'last_updated_by']) {
    if (typeof current[key] === 'string') return current[key];
  }
  return 'Somebody else';
}

function timeOf(current: Record<string, unknown>): string | undefined {
  const at = current.changed_at ?? current.updated_at;
  return typeof at === 'string' ? at : undefined;
}

/**
 * Saving where somebody else may have come between. A version conflict opens the choice, field by
 * field; what the person chooses is saved against the version they were shown, so a third editor in
 * the meantime is noticed again.
 */
export function useConflicts() {
  const conflict = ref<Conflict | null>(null);
  let choose: ((keep: Set<string> | null) => void) | null = null;

  /** True once saved, false when the person gave up; other failures are thrown as ApiError. */
  async function attempt<T extends object>(version: number, options: Attempt<T>): Promise<boolean> {
    let values = options.mine;
    let against = version;
    for (;;) {
      try {
        await options.save(values, against);
        return true;
      } catch (cause) {
        const error = toApiError(cause);
        const current = error.problem.current;
        if (error.status !== 409 || !current || typeof current.version !== 'number') throw error;
        const theirs = options.theirs(current);
        const keep = await ask(current, values, theirs, options);
        if (!keep) return false;
        values = merge(values, theirs, keep);
        against = current.version;
      }
    }
  }

  function ask<T extends object>(
    current: Record<string, unknown>,
    mine: T,
    theirs: T,
    { before, labels }: Pick<Attempt<T>, 'before' | 'labels'>,
  ): Promise<Set<string> | null> {
    const fields = Object.keys(labels) as (keyof T & string)[];
    const rows = fields
      .filter((field) => !same(mine[field], before[field]) && !same(mine[field], theirs[field]))
      .map((field) => ({
        field,
        label: labels[field],
        mine: show(mine[field]),
        theirs: show(theirs[field]),
      }));
    conflict.value = {
      by: nameOf(current),
      at: timeOf(current),
      rows,
      version: current.version as number,
    };
    return new Promise((resolve) => {
      choose = (keep) => {
        conflict.value = null;
        choose = null;
        resolve(keep);
      };
    });
  }

  return {
    conflict,
    attempt,
    /** The fields whose own value the person keeps; null gives up. */
    resolve: (keep: Set<string> | null) => choose?.(keep),
  };
}

/** Their state with the kept fields from mine. */
function merge<T extends object>(mine: T, theirs: T, keep: Set<string>): T {
  const merged = { ...theirs };
  for (const field of keep) {
    merged[field as keyof T] = mine[field as keyof T];
  }
  return merged;
}
