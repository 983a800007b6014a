import { Injectable } from '@nestjs/common';
import type { AuthUser } from '@tandem/auth-client';
import { definitionOf, Flags } from '@tandem/flags';
import { notFound, versionConflict, writeInFlight } from '@tandem/kernel';
import { Database, isLockNotAvailable, transaction, type Tx } from '@tandem/persistence';
import { FLAG_COLUMNS, toFlagView, type DecidedFlag } from './flag.queries.js';
import type { FlagView } from './flags.dto.js';

interface FlagDecision {
  name: string;
  enabled: boolean;
  /** Undefined leaves it as it is; null is everybody. */
  percentage?: number | null;
  /** Undefined leaves them as they are; none is everybody. */
  roles?: string[];
  /** The one that it was decided upon; 0 before the first decision. */
  version?: number;
  by: AuthUser;
}

/**
 * The one way staff decide about a flag. One without a version could silently undo what somebody else is just saving, so it
 * takes its lock without waiting, as stock does.
 */
@Injectable()
export class DecideFlag {
  constructor(
    private readonly database: Database,
    private readonly flags: Flags,
  ) {}

  /** @throws 404 for a flag that the code does not know, 409 for a version that is not the current one. */
  async decide(decision: FlagDecision): Promise<FlagView> {
    if (!definitionOf(decision.name)) throw notFound('flag', decision.name);
    let decided: DecidedFlag;
    try {
      decided = await transaction(this.database, (tx) => this.decideWithin(tx, decision));
    } catch (error) {
      throw isLockNotAvailable(error) ? writeInFlight('flag') : error;
    }
    // Who asks this instance next is answered by it; the others hear of it from the database.
    await this.flags.readAgain();
    return toFlagView(decision.name, decided);
  }

  private async decideWithin(tx: Tx, decision: FlagDecision): Promise<DecidedFlag> {
    const { name, enabled, percentage, roles, version, by } = decision;
    const current = await lockFlag(tx, name, version === undefined);
    if (version !== undefined && version !== (current?.version ?? 0)) {
      throw versionConflict(toFlagView(name, current));
    }
    const rule = {
      percentage: percentage === undefined ? (current?.percentage ?? null) : percentage,
      roles: [...new Set(roles ?? current?.roles ?? [])].sort(),
    };
    const [decided] = await tx.query<DecidedFlag>(
      `insert into realtime.feature_flags as flag (name, enabled, percentage, roles, updated_by, updated_by_name)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (name) do update set enabled = excluded.enabled, percentage = excluded.percentage, roles = excluded.roles,
         updated_by = excluded.updated_by, updated_by_name = excluded.updated_by_name,
         updated_at = clock_timestamp(), version = flag.version + 1
         where flag.version = $7
       returning ${FLAG_COLUMNS}`,
      [name, enabled, rule.percentage, rule.roles, by.id, by.name, current?.version ?? 0],
    );
    if (decided) return decided;
    // There was no row to lock, and somebody else made the first decision meanwhile.
    throw versionConflict(toFlagView(name, await lockFlag(tx, name, false)));
  }
}

async function lockFlag(tx: Tx, name: string, noWait: boolean): Promise<DecidedFlag | undefined> {
  const select = `select ${FLAG_COLUMNS} from realtime.feature_flags where name = $1 for update`;
  const [row] = await tx.query<DecidedFlag>(noWait ? `${select} nowait` : select, [name]);
  return row;
}
