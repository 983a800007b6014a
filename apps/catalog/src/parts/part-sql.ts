import { partFields } from '@tandem/contracts';
import { SYNCED_FIELDS } from './synced-fields.js';
import { BY_NAME } from '../search/by-name.js';

/** SQL fragments over `parts p`; each builds one piece of the public answer as compact JSON. */

/** RFC 3339 UTC with milliseconds. */
export const iso = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What a shopper may see by its address. */
export const IS_PUBLIC = `p.status in ('active', 'discontinued') and p.deleted_at is null`;

/** What a shopper finds and buys. */
export const IS_FOR_SALE = `p.status = 'active' and p.deleted_at is null`;

const CATEGORY = `(select row_to_json(x) from (select k.id, k.slug, k.name from categories k where k.id = p.category_id) x)`;

/** Only games have any: of all else no index is asked for them. */
const links = (
  table: 'genre' | 'platform',
): string => `(case p.kind when 'game' then array_to_json(array(
  select row_to_json(x) from (
    select t.id, t.slug, t.name from part_${table}s l join ${table}s t on t.id = l.${table}_id where l.part_id = p.id order by t.name ${BY_NAME}
  ) x)) else '[]'::json end)`;

const GENRES = links('genre');
const PLATFORMS = links('platform');

/** A list shows the first words of a long description, unless it is asked for the whole. */
const EXCERPT = `description_excerpt(p.description)`;

/** Fields of the contract: each is the column of its name, unless it is made of something else. */
export const columns = (fields: object, made: Readonly<Record<string, string>> = {}): string =>
  Object.keys(fields)
    .map((field) => `${made[field] ?? `p.${field}`} as ${field}`)
    .join(', ');

const named = (description: string): string =>
  columns(partFields.named, { description, category: CATEGORY });
const NAMED = named('p.description');
const COMMON = `p.id, ${NAMED}`;
const SHORTENED = `p.id, ${named(EXCERPT)}`;
const GAME = columns(partFields.ofGames, { genres: GENRES, platforms: PLATFORMS });
const LAST = columns(partFields.stamped, {
  discontinued: `(p.status = 'discontinued')`,
  updated_at: iso('p.updated_at'),
});

const core = (common: string): string => `(case p.kind
  when 'game' then (select row_to_json(x) from (select ${common}, ${GAME}, ${LAST}) x)
  else (select row_to_json(x) from (select ${common}, ${LAST}) x) end)`;

/** The part without price, specifications, images and stock, which are cached apart. */
export const CORE = core(COMMON);

/** The same as a list shows it. */
export const LIST_CORE = core(SHORTENED);

const amount = (minor: string): string => `money_amount(${minor}, p.currency)`;
const money = (minor: string): string =>
  `(select row_to_json(m) from (select ${amount(minor)} as amount, p.currency) m)`;

/** The regular price: what staff write, with or without a sale. */
export const PRICE = money('p.price_minor');

/** The regular price and the sale that changes it, as `PartPricesEntry` holds them. */
export const PRICES = `(select json_strip_nulls(row_to_json(x)) from (select
  ${amount('p.price_minor')} as amount, p.currency,
  case when p.sale_state in ('planned', 'on') then (select row_to_json(s) from (select
    ${amount('p.sale_price_minor')} as amount,
    case p.sale_state when 'planned' then ${iso('p.sale_from')} end as "from",
    ${iso('p.sale_until')} as until,
    ${amount('lowest_price_before(p.id, p.sale_from, p.currency)')} as lowest) s) end as sale) x)`;

/** The sale as staff write it; null without one. */
export const SALE = `case when p.sale_state is not null then (select row_to_json(s) from (select
  ${money('p.sale_price_minor')} as price, ${iso('p.sale_from')} as "from", ${iso('p.sale_until')} as until) s) end`;

export const SPECIFICATIONS = `array_to_json(array(
  select json_strip_nulls(row_to_json(x)) from (
    select s.name, s.value, s.unit, s."group" from part_specifications s where s.part_id = p.id order by s.position
  ) x))`;

export const IMAGES = `array_to_json(array(
  select row_to_json(x) from (
    select i.id, '/api/v1/images/' || i.sha256 || '.webp' as url, i.alt, i.position, b.width, b.height
    from part_images i join image_blobs b using (sha256) where i.part_id = p.id order by i.position
  ) x))`;

/** Left join on the view that inventory publishes. A part that was never stocked has no row: stock 0, version 0. */
export const JOIN_STOCK = `left join inventory.stock_public st on st.part_id = p.id`;

export const STOCK_VERSION = `coalesce(st.version, 0)`;

/** The row as inventory publishes it; null for a part without one. */
export const STOCK_ROW = `row_to_json(st)`;

export const JOIN_STAFF_STOCK = `left join inventory.stock_staff ss on ss.part_id = p.id`;

const STAFF_STOCK = `(select row_to_json(x) from (select
  coalesce(ss.current_stock, 0) as current_stock,
  coalesce(ss.reserved_quantity, 0) as reserved_quantity,
  coalesce(ss.available_stock, 0) as available_stock,
  coalesce(ss.min_stock_level, 0) as min_stock_level,
  coalesce(ss.is_in_stock, false) as is_in_stock,
  coalesce(ss.is_low_stock, true) as is_low_stock,
  coalesce(ss.version, 0) as version,
  ss.last_updated_by,
  ${iso('ss.updated_at')} as updated_at) x)`;

/** Whose each field is that G2A tells: null for a part that none of its products is linked to. */
const OWNERS = `(select jsonb_object_agg(f.field, coalesce(o.owner, 'g2a'))
  from g2a_products g
  cross join unnest(array['${SYNCED_FIELDS.join("','")}']) f (field)
  left join part_field_owners o on o.part_id = g.part_id and o.field = f.field
  where g.part_id = p.id)`;

const adminPart = (common: string): string => `(select row_to_json(x) from (select
  ${common}, p.category_id, ${GAME}, ${PRICE} as price, ${SALE} as sale,
  ${SPECIFICATIONS} as specifications, ${IMAGES} as images,
  p.status, ${iso('p.publish_at')} as publish_at, p.version, p.updated_by as changed_by, p.updated_by_name as changed_by_name, ${iso('p.updated_at')} as changed_at,
  ${iso('p.created_at')} as created_at, ${iso('p.updated_at')} as updated_at, ${iso('p.deleted_at')} as deleted_at,
  ${OWNERS} as owners, ${STAFF_STOCK} as stock) x)`;

/** Everything staff may see of a part. */
export const ADMIN_PART = adminPart(COMMON);

/** The same as staff's table shows it. */
export const ADMIN_LIST_PART = adminPart(SHORTENED);

/** What a content version keeps, under the part's own field names: enough to bring the part back to it. */
export const SNAPSHOT = `(select row_to_json(x) from (select
  ${NAMED}, p.category_id, ${GAME}, ${PRICE} as price, ${SALE} as sale,
  ${SPECIFICATIONS} as specifications, ${IMAGES} as images, p.status, ${iso('p.publish_at')} as publish_at) x)`;
