import { walkedPage } from '@tandem/kernel';
import type { Queryable } from '@tandem/persistence';
import type { UsersQuery } from './users.dto.js';

/**
 * The most accounts that a page looks at where no index knows all filters. Behind that many it ends as it is, short, and the
 * next one goes on.
 */
const MOST_LOOKED_AT = 100;

/** Before the first id of each order. */
const EDGES = {
  newest: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
  oldest: '00000000-0000-0000-0000-000000000000',
};

/** Where a page goes on: behind this account, and in a list of what was found behind this text. */
export interface Place {
  id: string;
  word: string;
}

interface Candidate extends Place {
  fits: boolean;
}

/** The filters that the walked index does not know; null where it does. */
const FITS = `
  select w.id, w.word,
    ($1::text is null or exists (select 1 from user_roles r where r.user_id = w.id and r.role = $1))
    and (not $2::boolean or exists (select 1 from user_roles r where r.user_id = w.id and r.role <> 'customer'))
    and ($3::boolean is null or exists (select 1 from users u
          where u.id = w.id and (u.deactivated_at is not null) = $3))
    and ($4::text is null or exists (select 1 from account_words f
          where f.user_id = w.id and f.word >= lower($4) and f.word < lower($4) || U&'\\+10FFFF')) as fits
    from walked w`;

/** Which accounts an index has; `$7` is a role. */
const INDEXES = {
  all: { accounts: 'select id from users where true', id: 'id' },
  deactivated: { accounts: 'select id from users where deactivated_at is not null', id: 'id' },
  staff: {
    accounts: `select distinct user_id as id from user_roles where role <> 'customer'`,
    id: 'user_id',
  },
  role: { accounts: 'select user_id as id from user_roles where role = $7', id: 'user_id' },
};
type Index = keyof typeof INDEXES | 'words';

const ORDERS = {
  newest: { beyond: '<', order: 'desc' },
  oldest: { beyond: '>', order: 'asc' },
};

/** Walks from the place (`$5`) on, `$6` accounts far. */
function byAge(index: keyof typeof INDEXES, sort: keyof typeof ORDERS): string {
  const { accounts, id } = INDEXES[index];
  const { beyond, order } = ORDERS[sort];
  return `
    with walked as (
      select id, '' as word from (${accounts} and ${id} ${beyond} $5::uuid order by ${id} ${order} limit $6) i)
    ${FITS} order by w.id ${order}`;
}

/**
 * What begins with the search, each account once: where it stands first. A comparison with one value and not `not exists`,
 * which the planner may answer by reading all words; and with one lower bound, as of two the index may take the lesser.
 */
const BY_WORDS = `
  with walked as (
    select a.user_id as id, a.word from account_words a
     where a.word < lower($7) || U&'\\+10FFFF'
       and (a.word, a.user_id) > (greatest($8, lower($7)) collate "C", $5::uuid)
       and a.word = (select min(f.word) from account_words f where f.user_id = a.user_id and f.word >= lower($7))
     order by a.word, a.user_id limit $6)
  ${FITS} order by w.word, w.id`;

/** Accounts of a page in its order, and where the next one goes on. The index of the rarest filter is walked. */
export async function walkAccounts(
  database: Queryable,
  { q, role: asked, state, sort = 'newest', limit }: UsersQuery,
  place: Place | undefined,
): Promise<{ ids: string[]; next: Place | null }> {
  const words = q?.trim() || null;
  const wantsStaff = asked === 'staff';
  const role = wantsStaff ? null : (asked ?? null);
  const index = rarest(words, role, wantsStaff, state === 'deactivated');
  const filters = {
    role: index === 'role' ? null : role,
    staff: wantsStaff && index !== 'staff',
    deactivated: state === undefined || index === 'deactivated' ? null : state === 'deactivated',
    words: index === 'words' ? null : words,
  };
  const compares =
    filters.staff || [filters.role, filters.deactivated, filters.words].some((f) => f !== null);
  const most = compares ? MOST_LOOKED_AT : limit + 1;
  const values = [
    ...Object.values(filters),
    place?.id ?? EDGES[index === 'words' ? 'oldest' : sort],
    most,
  ];
  const walked =
    index === 'words'
      ? await database.query<Candidate>(BY_WORDS, [...values, words, place?.word ?? ''])
      : await database.query<Candidate>(
          byAge(index, sort),
          index === 'role' ? [...values, role] : values,
        );

  const { shown, end } = walkedPage(walked, limit, most);
  return { ids: shown.map(({ id }) => id), next: end && { id: end.id, word: end.word } };
}

function rarest(
  words: string | null,
  role: string | null,
  staff: boolean,
  deactivated: boolean,
): Index {
  if (deactivated) return 'deactivated';
  if (staff) return 'staff';
  if (role !== null && (role !== 'customer' || words === null)) return 'role';
  return words === null ? 'all' : 'words';
}
