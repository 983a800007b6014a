import { notFound } from '@tandem/kernel';
import type { Queryable, Tx } from '@tandem/persistence';
import { iso } from '../../parts/part-sql.js';
import { BY_NAME } from '../../search/by-name.js';
import type { CategoryChangeView } from '../category.dto.js';
import type { AdminTermView } from './term.dto.js';

export type TermKind = 'genre' | 'platform';

/** A genre or a platform as it is read; `closing`: it goes as soon as no game has it any more. */
export interface TermRow extends Omit<AdminTermView, 'change'> {
  closing: boolean;
  kind: CategoryChangeView['kind'] | null;
  total: number | null;
  done: number | null;
}

const termSql = (of: TermKind): string => `
  select t.id, t.slug, t.name, t.version, t.closing, t.closes_into, ${iso('t.updated_at')} as updated_at,
    (select count(*)::integer from part_${of}s l join parts p on p.id = l.part_id
      where l.${of}_id = t.id and p.deleted_at is null) as parts,
    c.kind, c.total, c.done
  from ${of}s t left join ${of}_changes c on c.${of}_id = t.id`;

export function termView(row: TermRow): AdminTermView {
  const { closing: _, kind, total, done, ...rest } = row;
  return { ...rest, change: kind === null ? null : { kind, total: total!, done: done! } };
}

export async function findTerm(
  db: Queryable,
  of: TermKind,
  id: string,
): Promise<TermRow | undefined> {
  const [row] = await db.query<TermRow>(`${termSql(of)} where t.id = $1`, [id]);
  return row;
}

/** @throws DomainError when there is none. */
export async function readTerm(db: Queryable, of: TermKind, id: string): Promise<TermRow> {
  const row = await findTerm(db, of, id);
  if (!row) throw notFound(of, id);
  return row;
}

/** Waits for whoever gives it to a game right now: they have read what it is called, and the change must find their game. */
export async function lockTerm(tx: Tx, of: TermKind, id: string): Promise<TermRow> {
  await tx.query(`select from ${of}s where id = $1 for update`, [id]);
  return readTerm(tx, of, id);
}

export async function readTerms(db: Queryable, of: TermKind): Promise<AdminTermView[]> {
  const rows = await db.query<TermRow>(`${termSql(of)} order by t.name ${BY_NAME}, t.id`);
  return rows.map(termView);
}
