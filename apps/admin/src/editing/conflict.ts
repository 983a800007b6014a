import { toApiError } from '@tandem/ui';
import { ref } from 'vue';
import { contested, merged } from './three-way';

interface ConflictRow {
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
  /** How a value of a field reads, where it says nothing to people as it is. */
  names?: Partial<Record<keyof T & string, (value: unknown) => string>>;
  /** The saved state out of a 409's `current`, in the form's own fields. */
  theirs: (current: Record<string, unknown>) => T;
  save: (values: T, version: number) => Promise<void>;
}

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
  const keys = ['changed_by_name', 'last_updated_by_name', 'updated_by_name'];
  for (const key of [...keys, 'changed_by', 'last_updated_by']) {
    if (typeof current[key] === 'string') return current[key];
  }
  return 'Somebody else';
}

function timeOf(current: Record<string, unknown>): string | undefined {
  const at = current.changed_at ?? current.updated_at;
  return typeof at === 'string' ? at : undefined;
}

/**
 * Saving where somebody else may have come between. What the two changed apart is put together and saved; what both
 * changed opens the choice, field by field. It is saved against the version the person was shown, so a third editor in
 * the meantime is noticed again.
 */
export function useConflicts() {
  const conflict = ref<Conflict | null>(null);
  let choose: ((keep: Set<string> | null) => void) | null = null;

  /** True once saved, false when the person gave up; other failures are thrown as ApiError. */
  async function attempt<T extends object>(version: number, options: Attempt<T>): Promise<boolean> {
    let values = options.mine;
    let { before } = options;
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
        const rows = contested(values, before, theirs);
        const keep = rows.length
          ? await ask(current, values, theirs, rows, options)
          : new Set<string>();
        if (!keep) return false;
        values = merged(values, before, theirs, keep);
        before = theirs;
        against = current.version;
      }
    }
  }

  function ask<T extends object>(
    current: Record<string, unknown>,
    mine: T,
    theirs: T,
    fields: (keyof T & string)[],
    { labels, names = {} }: Pick<Attempt<T>, 'labels' | 'names'>,
  ): Promise<Set<string> | null> {
    const rows = fields.map((field) => {
      const read = names[field] ?? show;
      return {
        field,
        label: labels[field],
        mine: read(mine[field]),
        theirs: read(theirs[field]),
      };
    });
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
