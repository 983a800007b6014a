import { contentShown, stockShown, type Announcement } from './announcement.js';

/** A part as the public front door shows it. */
export type Page = Parameters<typeof contentShown>[0] & {
  id: number;
  version: number;
  stock: { current_stock: number; available_stock: number; as_of: string | null; stale: boolean };
};

/** What a page shows, and what was announced. */
export interface Disagreement {
  field: string;
  has: string;
  due: string;
}

const NOT_FOUND = 'not found';

/**
 * Holds a page against an announcement. What is newer than it is right, whatever it shows; only what is older, or of the same age and
 * different, is not.
 * @param page null when the front door says that there is none.
 */
export function disagreement(page: Page | null, told: Announcement): Disagreement | null {
  return told.subject === 'stock' ? ofStock(page, told) : ofContent(page, told);
}

function ofContent(page: Page | null, told: Announcement): Disagreement | null {
  const due = told.gone ? NOT_FOUND : `version ${told.version}`;
  if (!page) return told.gone ? null : { field: 'page', has: NOT_FOUND, due };
  if (page.version > told.version) return null;
  if (told.gone || page.version < told.version)
    return { field: 'page', has: `version ${page.version}`, due };
  return firstDifference(contentShown(page), told.shows);
}

/** Stock has no version on a page. A source that is silent has its own time there. */
function ofStock(page: Page | null, told: Announcement): Disagreement | null {
  if (!page) return null;
  const { stale, as_of } = page.stock;
  if (!stale && as_of !== null && Date.parse(as_of) > Date.parse(told.since!)) return null;
  return firstDifference(stockShown(page.stock), told.shows);
}

function firstDifference(
  shown: Readonly<Record<string, string>>,
  due: Readonly<Record<string, string>>,
): Disagreement | null {
  const field = Object.keys(due).find((name) => shown[name] !== due[name]);
  return field ? { field, has: shown[field]!.slice(0, 500), due: due[field]!.slice(0, 500) } : null;
}
