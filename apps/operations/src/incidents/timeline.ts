import { conflict } from '@tandem/kernel';
import type { Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';

/**
 * One answer holds a whole timeline. The last places are for people, which nothing that fires again and again takes, and the
 * very last is for its end.
 */
const MOST_ENTRIES = 500;
const MOST_BY_ITSELF = 300;
const MOST_TITLE = 200;

type Kind = 'alert_fired' | 'alert_ended' | 'health' | 'note' | 'action' | 'public' | 'closed';

interface Entry {
  kind: Kind;
  said: string;
  at?: Date;
  alert_id?: string;
  by_id?: string;
  by_name?: string;
}

/** What a timeline tells of an alert. */
export interface AlertNews {
  id: string;
  starts_at: Date;
  ends_at: Date | null;
  summary: string;
  about: string;
}

/** Alerts that were told for the first time and go on: they open an incident, or join the one that is open. */
export async function alertsFired(tx: Tx, alerts: readonly AlertNews[]): Promise<void> {
  const [first] = alerts;
  if (!first) return;
  const id = await openOrJoin(tx, first.summary.slice(0, MOST_TITLE).toWellFormed());
  await putDown(
    tx,
    id,
    alerts.map((alert) => ({
      kind: 'alert_fired',
      said: wordsOf(alert),
      at: alert.starts_at,
      alert_id: alert.id,
    })),
    MOST_BY_ITSELF,
  );
}

/** It is said in the incident that they belong to, be it closed or not. */
export async function alertsEnded(tx: Tx, alerts: readonly AlertNews[]): Promise<void> {
  if (alerts.length === 0) return;
  const joined = await tx.query<{ incident_id: string; alert_id: string }>(
    `select incident_id, alert_id from incident_entries where kind = 'alert_fired' and alert_id = any($1::uuid[])`,
    [alerts.map(({ id }) => id)],
  );
  // In the same order whoever asks, so that nobody waits for another who waits for them.
  for (const id of [...new Set(joined.map(({ incident_id }) => incident_id))].sort()) {
    await tx.query('select 1 as held from incidents where id = $1 for update', [id]);
    const ended = alerts.filter((alert) =>
      joined.some(({ incident_id, alert_id }) => incident_id === id && alert_id === alert.id),
    );
    await putDown(
      tx,
      id,
      ended.map((alert) => ({
        kind: 'alert_ended',
        said: wordsOf(alert),
        at: alert.ends_at!,
        alert_id: alert.id,
      })),
      MOST_BY_ITSELF,
    );
  }
}

/** Changes of health tell something of the incident that is open, and open none: what shoppers feel is an alert. */
export async function healthChanged(tx: Tx, said: readonly string[], at: Date): Promise<void> {
  const open = await lockOpen(tx);
  if (open === null) return;
  const entries = said.map((words): Entry => ({ kind: 'health', said: words, at }));
  await putDown(tx, open, entries, MOST_BY_ITSELF);
}

/** Somebody has said that they look after an alert, which is an action. Where there is no room for it, the alert still has it. */
export async function alertTaken(
  tx: Tx,
  alert: { id: string; summary: string },
  by: { id: string; name: string },
): Promise<void> {
  const [incident] = await tx.query<{ id: string }>(
    `select id from incidents
      where id = (select incident_id from incident_entries where kind = 'alert_fired' and alert_id = $1) for update`,
    [alert.id],
  );
  if (!incident) return;
  const said = `Looks after it: ${alert.summary}`;
  const entry: Entry = { kind: 'action', said, by_id: by.id, by_name: by.name };
  await putDown(tx, incident.id, [entry], MOST_ENTRIES - 1);
}

/** What a person says. The incident's row is held. @throws DomainError too_many_entries (409) */
export async function personSays(
  tx: Tx,
  incidentId: string,
  entry: { kind: 'note' | 'action' | 'public' | 'closed'; said: string },
  by: { id: string; name: string },
): Promise<void> {
  const said = { ...entry, by_id: by.id, by_name: by.name };
  const most = entry.kind === 'closed' ? MOST_ENTRIES : MOST_ENTRIES - 1;
  const put = await putDown(tx, incidentId, [said], most);
  if (put === 0)
    throw conflict('too_many_entries', 'This incident has no room for more entries. Close it.');
}

/** Whoever comes second, at the same moment too, joins. */
async function openOrJoin(tx: Tx, title: string): Promise<string> {
  for (;;) {
    await tx.execute('insert into incidents (id, title) values ($1, $2) on conflict do nothing', [
      uuidv7(),
      title,
    ]);
    const open = await lockOpen(tx);
    // Else it was closed in between.
    if (open !== null) return open;
  }
}

async function lockOpen(tx: Tx): Promise<string | null> {
  const [open] = await tx.query<{ id: string }>(
    'select id from incidents where closed_at is null for update',
  );
  return open?.id ?? null;
}

/** The incident's row is held, so that no two entries want one place. @returns how many had room. */
function putDown(
  tx: Tx,
  incidentId: string,
  entries: readonly Entry[],
  most: number,
): Promise<number> {
  const numbered = entries.map((entry, number) => ({ id: uuidv7(), number, ...entry }));
  return tx.execute(
    `insert into incident_entries (id, incident_id, place, kind, at, said, alert_id, by_id, by_name)
     select e.id, $1::uuid, e.place, e.kind, coalesce(e.at, clock_timestamp()), e.said, e.alert_id, e.by_id, e.by_name
       from (select r.*, (select coalesce(max(place), 0) from incident_entries where incident_id = $1::uuid)
                           + row_number() over (order by r.number) as place
               from jsonb_to_recordset($2::jsonb) as r (id uuid, number integer, kind text, at timestamptz(3), said text, alert_id uuid,
                      by_id uuid, by_name text)) e
      where e.place <= $3::integer`,
    [incidentId, JSON.stringify(numbered), most],
  );
}

const wordsOf = ({ summary, about }: AlertNews) => (about ? `${summary} (${about})` : summary);
