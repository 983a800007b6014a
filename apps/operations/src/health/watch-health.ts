import { Injectable } from '@nestjs/common';
import { defineRecurringJob, HandlesJob, keptFor, Retains, type Kept } from '@tandem/jobs';
import { Database, transaction, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { OperationsConfig } from '../config.js';
import { healthChanged } from '../incidents/timeline.js';
import { ReadHealth } from './read-health.js';
import { ITSELF, type HealthState, type Told } from './told-health.js';

const AskForHealth = defineRecurringJob({
  name: 'ask-for-health',
  title: 'Ask the services how they are',
  everyMs: 15_000,
});
/** What goes up and down again and again can't fill the disk. */
const MOST_CHANGES = 10_000;
/** Of a service that is no more, or does not depend on it any longer. */
const SILENT_SECONDS = 86_400;

interface Known {
  service: string;
  dependency: string;
  state: HealthState;
  told_at: Date;
}

/** Keeps how the services are, and of what was before only when it changed. */
@Injectable()
export class WatchHealth {
  constructor(
    private readonly database: Database,
    private readonly readHealth: ReadHealth,
    private readonly config: OperationsConfig,
  ) {}

  @HandlesJob(AskForHealth)
  async look(): Promise<void> {
    const [asked] = await this.database.query<{ at: Date }>(
      'select clock_timestamp()::timestamptz(3) as at',
    );
    const told = await this.readHealth.all();
    await transaction(this.database, (tx) => this.keep(tx, told, asked!.at));
  }

  @Retains({ name: 'forget-old-health', title: 'Forget changes of health of long ago' })
  kept(): Kept[] {
    return [
      { table: 'health_states', since: 'told_at', for: { seconds: SILENT_SECONDS } },
      {
        table: 'health_changes',
        since: 'at',
        for: keptFor(this.config, 'healthKeptDays'),
        most: MOST_CHANGES,
      },
    ];
  }

  /** A round that was begun before another and ends after it, as in a job that runs twice, changes nothing. */
  private async keep(tx: Tx, told: readonly Told[], at: Date): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtext('tandem/operations/health'))`);
    const known = await tx.query<Known>(
      'select service, dependency, state, told_at from health_states',
    );
    const before = new Map(known.map((one) => [keyOf(one), one]));
    const news = told.filter((one) => {
      const last = before.get(keyOf(one));
      return last === undefined || last.told_at.getTime() < at.getTime();
    });
    await tx.execute(
      `insert into health_states as s (service, dependency, state, required, since, told_at)
       select service, dependency, state, required, $2::timestamptz(3), $2::timestamptz(3)
         from jsonb_to_recordset($1::jsonb) as r (service text, dependency text, state text, required boolean)
       on conflict (service, dependency) do update set state = excluded.state, required = excluded.required, told_at = excluded.told_at,
         since = case when s.state = excluded.state then s.since else excluded.since end
        where s.told_at < excluded.told_at`,
      [JSON.stringify(news), at],
    );
    // What is up when it is first heard of has not changed.
    const changes = news
      .filter((one) => (before.get(keyOf(one))?.state ?? 'up') !== one.state)
      .map(({ service, dependency, state }) => ({
        id: uuidv7(),
        service,
        dependency,
        from_state: before.get(keyOf({ service, dependency }))?.state ?? null,
        to_state: state,
      }));
    if (changes.length === 0) return;
    await tx.execute(
      `insert into health_changes (id, service, dependency, from_state, to_state, at)
       select id, service, dependency, from_state, to_state, $2::timestamptz(3)
         from jsonb_to_recordset($1::jsonb) as r (id uuid, service text, dependency text, from_state text, to_state text)`,
      [JSON.stringify(changes), at],
    );
    await healthChanged(tx, changes.map(wordsOf), at);
  }
}

const keyOf = ({ service, dependency }: Pick<Told, 'service' | 'dependency'>) =>
  `${service}/${dependency}`;

function wordsOf({
  service,
  dependency,
  to_state,
}: {
  service: string;
  dependency: string;
  to_state: HealthState;
}): string {
  const again = to_state === 'up';
  if (dependency === ITSELF) return `${service} is ${again ? 'ready again' : 'not ready'}.`;
  return `${service}: ${dependency} is ${again ? 'up again' : 'down'}.`;
}
