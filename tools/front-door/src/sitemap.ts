import type { Asking } from './asking.ts';
import { escapeHtml } from './heads.ts';

/** The protocol's own limit (sitemaps.org). */
const CHUNK = 50_000;
/** A million parts; what is older than these is found by its category. */
const MOST_CHUNKS = 20;
const PAGE = 100;
const FRESH_MS = 60_000;
/** A walk through a large shop is not begun again before this many times its own duration. */
const REST = 20;
const FIRST_WAIT_MS = 5000;

interface ListPage {
  items: { id: number }[];
  next_cursor: string | null;
}

/** Every part's address, in files of 50,000: walked through by pages now and then, never more than one walk at a time. */
export class Sitemap {
  private readonly asking: Asking;
  private readonly site: string;
  private ids: number[] = [];
  private walking: Promise<void> | undefined;
  private freshUntil = 0;

  constructor(asking: Asking, site: string) {
    this.asking = asking;
    this.site = site;
  }

  /** The whole map of a small shop, else the list of its files; undefined when there is no such file. */
  async text(base: string, chunk?: number): Promise<string | undefined> {
    await this.refresh();
    const chunks = Math.max(1, Math.ceil(this.ids.length / CHUNK));
    if (chunk === undefined && chunks > 1) return index(base, chunks);
    const number = chunk ?? 1;
    if (number < 1 || number > chunks) return undefined;
    return urls(base, this.ids.slice((number - 1) * CHUNK, number * CHUNK), number === 1);
  }

  private async refresh(): Promise<void> {
    if (Date.now() > this.freshUntil) {
      this.walking ??= this.walk().finally(() => (this.walking = undefined));
    }
    // What was gathered before is good enough; only the very first asker waits, and not for ever.
    if (this.walking && this.ids.length === 0) {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise((resolve) => (timer = setTimeout(resolve, FIRST_WAIT_MS)));
      await Promise.race([this.walking, patience]);
      clearTimeout(timer);
    }
  }

  private async walk(): Promise<void> {
    const began = Date.now();
    const found: number[] = [];
    let cursor: string | null = null;
    do {
      const place: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const told = await this.asking.ask(
        `/api/v1/parts?sort=newest&limit=${PAGE}&fields=id${place}`,
        this.site,
        10_000,
      );
      if (told?.status !== 200) return;
      const page = told.body as ListPage;
      for (const { id } of page.items) found.push(id);
      cursor = page.next_cursor;
    } while (cursor !== null && found.length < CHUNK * MOST_CHUNKS);
    this.ids = found;
    const now = Date.now();
    this.freshUntil = now + Math.max(FRESH_MS, (now - began) * REST);
  }
}

const HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n';
const SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

function urls(base: string, ids: readonly number[], withHome: boolean): string {
  const place = escapeHtml(base);
  const lines = ids.map((id) => `<url><loc>${place}/parts/${id}</loc></url>`);
  if (withHome) lines.unshift(`<url><loc>${place}/</loc></url>`);
  return `${HEADER}<urlset ${SCHEMA}>\n${lines.join('\n')}\n</urlset>\n`;
}

function index(base: string, chunks: number): string {
  const lines = Array.from(
    { length: chunks },
    (_none, at) => `<sitemap><loc>${escapeHtml(base)}/sitemap-${at + 1}.xml</loc></sitemap>`,
  );
  return `${HEADER}<sitemapindex ${SCHEMA}>\n${lines.join('\n')}\n</sitemapindex>\n`;
}
