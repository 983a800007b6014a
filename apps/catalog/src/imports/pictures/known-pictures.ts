import type { Queryable } from '@tandem/persistence';
import { holdPictures } from '../../images/clear-pictures.js';

/** The shop's own pictures are known by the hash in their address, wherever the address leads. */
const OWN = /^(?:https?:\/\/[^/]+)?\/api\/v1\/images\/([0-9a-f]{64})\.webp$/;

export const ownHash = (url: string): string | null => OWN.exec(url)?.[1] ?? null;
export const ownAddress = (sha256: string): string => `/api/v1/images/${sha256}.webp`;

/** A picture of a part, asked by its address. */
export interface Asked {
  /** Undefined: the part is new. */
  partId: number | undefined;
  url: string;
}

/** The picture behind an address, when there is nothing to fetch. */
export type KnownPictures = (asked: Asked) => string | null;

/** Looks up the pictures of many rows: those that the shop has, and those that the part showing them has from that address. */
export async function readKnownPictures(
  db: Queryable,
  asked: readonly Asked[],
): Promise<KnownPictures> {
  const hashes = new Set(asked.map(({ url }) => ownHash(url)).filter((hash) => hash !== null));
  const there = hashes.size > 0 ? await holdPictures(db, [...hashes]) : new Set<string>();
  const elsewhere = asked.filter(
    ({ url, partId }) => partId !== undefined && ownHash(url) === null,
  );
  const sources = new Map<string, string>();
  if (elsewhere.length > 0)
    for (const { part_id, url, sha256 } of await db.query<Source>(
      `select distinct s.part_id, s.url, s.sha256
         from jsonb_to_recordset($1::jsonb) as a (part_id integer, url text)
         join part_image_sources s using (part_id, url)
         join part_images i on i.part_id = s.part_id and i.sha256 = s.sha256`,
      [JSON.stringify(elsewhere.map(({ partId, url }) => ({ part_id: partId, url })))],
    ))
      sources.set(`${part_id} ${url}`, sha256);
  return ({ partId, url }) => {
    const hash = ownHash(url);
    if (hash !== null) return there.has(hash) ? hash : null;
    return sources.get(`${partId} ${url}`) ?? null;
  };
}

interface Source {
  part_id: number;
  url: string;
  sha256: string;
}

/** Remembers where pictures that a part shows came from; what it does not show any more is forgotten. */
export async function keepSources(
  db: Queryable,
  partId: number,
  pictures: readonly { url: string; sha256: string | null }[],
): Promise<void> {
  const fetched = pictures.filter(({ url, sha256 }) => sha256 !== null && ownHash(url) === null);
  await db.execute(
    `insert into part_image_sources (part_id, url, sha256)
     select $1, url, sha256 from jsonb_to_recordset($2::jsonb) as s (url text, sha256 text)
     on conflict (part_id, url) do update set sha256 = excluded.sha256`,
    [partId, JSON.stringify(fetched)],
  );
  await db.execute(
    `delete from part_image_sources s where part_id = $1
       and not exists (select from part_images i where (i.part_id, i.sha256) = (s.part_id, s.sha256))`,
    [partId],
  );
}
