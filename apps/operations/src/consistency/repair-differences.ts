import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { otherServicesOf, type ServiceName } from '@tandem/config';
import { InternalClient } from '@tandem/http';
import { slices } from '@tandem/kernel';
import { logger } from '@tandem/observability';
import { Database } from '@tandem/persistence';
import { OperationsConfig } from '../config.js';
import { markRepaired, type StoredDifference } from './difference-store.js';
import { repairOf, subjectOf, type Repair } from './repairs.js';

const AT_ONCE = 100;
const REPAIR_WITHIN_MS = 15_000;
const log = logger('consistency');

/** Who a repair is by. */
export interface RepairedBy {
  id: string | null;
  name: string;
}

/** Of a difference that was to be repaired. */
export interface RepairOutcome {
  id: string;
  result: 'repaired' | 'no_repair' | 'not_found';
  /** What the owner says of it. */
  said: string | null;
}

/** Has the owners of the truth mend what follows from it. Each looks again under its own lock. */
@Injectable()
export class RepairDifferences implements OnApplicationShutdown {
  private readonly clients: ReadonlyMap<ServiceName, InternalClient>;

  constructor(
    private readonly database: Database,
    config: OperationsConfig,
  ) {
    this.clients = new Map(
      otherServicesOf(config).map(([service, baseUrl]) => [
        service,
        new InternalClient({
          baseUrl,
          service,
          caller: 'operations',
          key: config.serviceKey,
        }),
      ]),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.clients.values()].map((client) => client.close()));
  }

  /** @throws DomainError when an owner does not answer: what was repaired until then stays so. */
  async repair(open: readonly StoredDifference[], by: RepairedBy): Promise<RepairOutcome[]> {
    const outcomes: RepairOutcome[] = [];
    const alike = Map.groupBy(open, ({ check_name }) => repairOf(check_name));
    for (const [repair, differences] of alike) {
      const atOnce = repair?.atOnce ?? AT_ONCE;
      for (const some of slices(differences, atOnce)) {
        outcomes.push(...(repair ? await this.through(repair, some, by) : some.map(unrepaired)));
      }
    }
    return outcomes;
  }

  private async through(
    repair: Repair,
    differences: readonly StoredDifference[],
    by: RepairedBy,
  ): Promise<RepairOutcome[]> {
    const subjects = differences.map(({ record }) => subjectOf(repair, record));
    const answer = (await this.clients.get(repair.service)!.call('POST', repair.path, {
      body: {
        [repair.field]: [...new Set(subjects)],
        ...(repair.asks && by.id !== null && { by }),
      },
      deadlineMs: REPAIR_WITHIN_MS,
    })) as Record<string, unknown[]> & { said?: string[] };
    const done = answer[repair.field]!;
    const outcomes = differences.map(({ id }, n) => {
      const at = done.indexOf(subjects[n]);
      const result = at === -1 ? ('not_found' as const) : ('repaired' as const);
      return { id, result, said: answer.said?.[at] ?? null };
    });
    const repaired = outcomes.filter(({ result }) => result === 'repaired').map(({ id }) => id);
    await markRepaired(this.database, repaired, by);
    for (const { id, check_name, record } of differences) {
      if (repaired.includes(id))
        log.info({ check: check_name, record, difference_id: id }, 'a difference was repaired');
    }
    return outcomes;
  }
}

function unrepaired({ id }: StoredDifference): RepairOutcome {
  return { id, result: 'no_repair', said: null };
}
