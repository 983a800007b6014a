import { Injectable } from '@nestjs/common';
import { definitionOf, FLAGS, isOnPages } from '@tandem/flags';
import { notFound } from '@tandem/kernel';
import { Database } from '@tandem/persistence';
import type { FlagView } from './flags.dto.js';

/** What staff decided about a flag, as it is stored. */
export interface DecidedFlag {
  name: string;
  enabled: boolean;
  percentage: number | null;
  roles: string[];
  version: number;
  updated_by: string | null;
  updated_by_name: string | null;
  updated_at: Date;
}

export const FLAG_COLUMNS =
  'name, enabled, percentage, roles, version, updated_by, updated_by_name, updated_at';

/** What staff see of the flags, straight from the database. */
@Injectable()
export class FlagQueries {
  constructor(private readonly database: Database) {}

  /** Every flag that the code knows, by name. One that only the database knows decides nothing. */
  async all(): Promise<FlagView[]> {
    const rows = await this.database.query<DecidedFlag>(
      `select ${FLAG_COLUMNS} from realtime.feature_flags`,
    );
    const decided = new Map(rows.map((row) => [row.name, row]));
    return Object.keys(FLAGS)
      .sort()
      .map((name) => toFlagView(name, decided.get(name)));
  }
}

/** @throws 404 for a flag that the code does not know. */
export function toFlagView(name: string, decided: DecidedFlag | undefined): FlagView {
  const definition = definitionOf(name);
  if (!definition) throw notFound('flag', name);
  return {
    name,
    purpose: definition.purpose,
    remove_when: definition.removeWhen,
    on_pages: isOnPages(name),
    default: definition.default,
    enabled: decided?.enabled ?? definition.default,
    percentage: decided?.percentage ?? null,
    roles: decided?.roles ?? [],
    version: decided?.version ?? 0,
    updated_by: decided?.updated_by ?? null,
    updated_by_name: decided?.updated_by_name ?? null,
    updated_at: decided?.updated_at.toISOString() ?? null,
  };
}
