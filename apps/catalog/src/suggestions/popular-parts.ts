import type { Queryable } from '@tandem/persistence';
import { POPULAR_FIRST } from '../warming/popular-reads.js';

/** So many of what shoppers read most are looked at, a few buffers each. */
const MOST_LOOKED_AT = 100;

export interface SuggestedPart {
  id: number;
  part_name: string;
  sku: string;
}

/** Parts that shoppers read most, most of all first, whose name or SKU has words that begin so. */
export function popularParts(
  db: Queryable,
  words: readonly string[],
  most: number,
): Promise<SuggestedPart[]> {
  // Only letters and digits come as words, so that this is valid syntax. `A`: what stands in the name or the SKU.
  const beginnings = words.map((word) => `'${word}':*A`).join(' & ');
  return db.query<SuggestedPart>(
    `select p.id, p.part_name, p.sku from (
       select split_part(target, ':', 2)::integer as id, row_number() over (${POPULAR_FIRST}) as place
         from popular_reads where target not like 'list:%' ${POPULAR_FIRST} limit ${MOST_LOOKED_AT}) read
       join part_search s on s.part_id = read.id and s.headline @@ ('''#''' || ' & ' || $1)::tsquery
       join parts p using (id)
      order by place limit $2`,
    [beginnings, most],
  );
}
