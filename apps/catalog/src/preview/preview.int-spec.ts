import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Shop, type Json } from '../testing/shop.js';
import { PreviewTokens } from './preview-tokens.js';

const HOUR = 3_600_000;
const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const eur = (amount: string) => ({ amount, currency: 'EUR' });

let shop: Shop;
beforeAll(async () => {
  shop = await Shop.open();
});
afterAll(() => shop?.close());

const tokenOf = async (id: number): Promise<string> => {
  const { status, body } = await shop.editor('POST', `/parts/${id}/preview`);
  expect(status).toBe(200);
  const [address, token] = body.url.split('#');
  expect(new URL(address).pathname).toBe(`/preview/${id}`);
  return token;
};
const preview = (id: number, token?: string): Promise<Json> =>
  shop.shopper(`/parts/${id}/preview`, token === undefined ? {} : { 'x-preview-token': token });
const page = async (id: number): Promise<number> => (await shop.shopper(`/parts/${id}`)).status;

/** Real: PostgreSQL and the cache of one process. */
describe('the preview of a part', () => {
  it.each(['draft', 'archived', 'active', 'discontinued'])(
    'shows one that is %s to whoever has the link, and changes nothing for shoppers',
    async (status) => {
      const { id } = await shop.part({ status, part_name: `Seen as ${status}` });
      const before = await page(id);
      const answer = await preview(id, await tokenOf(id));
      expect(answer).toMatchObject({
        status: 200,
        body: { part: { id, part_name: `Seen as ${status}` }, status, shown_as_of: null },
      });
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
      expect(answer.headers.get('x-robots-tag')).toBe('noindex');
      expect(await page(id)).toBe(before);
      expect(before).toBe(status === 'active' || status === 'discontinued' ? 200 : 404);
    },
  );

  it('shows what a scheduled part costs when it is published, and the sale that comes later', async () => {
    const publish_at = inMs(HOUR);
    const sale = { price: eur('15.00'), from: publish_at, until: inMs(2 * HOUR) };
    const { id } = await shop.part({ status: 'scheduled', publish_at, sale });
    expect((await preview(id, await tokenOf(id))).body).toMatchObject({
      part: { price: eur('15.00'), regular_price: eur('19.99') },
      status: 'scheduled',
      shown_as_of: publish_at,
      coming_sale: null,
    });
    const later = { ...sale, from: inMs(1.5 * HOUR) };
    const other = await shop.part({ status: 'scheduled', publish_at, sale: later });
    expect((await preview(other.id, await tokenOf(other.id))).body).toMatchObject({
      part: { price: eur('19.99'), regular_price: null },
      coming_sale: later,
    });
  });

  it('is refused to whoever has no link, one to another part, one that is over or one that was altered', async () => {
    const { id } = await shop.part({ status: 'draft' });
    const { id: other } = await shop.part({ status: 'draft' });
    const token = await tokenOf(id);
    const tokens = new PreviewTokens('a-confirmation-secret-used-by-tests-only');
    const { token: over } = tokens.issue(id, Date.now() - HOUR);
    const [expires, signature] = token.split('.') as [string, string];
    const turned = signature.startsWith('A') ? `B${signature.slice(1)}` : `A${signature.slice(1)}`;
    const none = [undefined, '', 'x', over, `${Number(expires) + HOUR}.${signature}`];
    for (const wrong of [...none, `${expires}.${turned}`, await tokenOf(other)]) {
      const answer = await preview(id, wrong);
      expect(answer).toMatchObject({ status: 403, body: { code: 'preview_refused' } });
      expect(answer.headers.get('cache-control')).toContain('no-store');
    }
    expect((await preview(id, token)).status).toBe(200);
    const asShopper = await shop.shopper(`/parts/${id}`, { 'x-preview-token': token });
    expect(asShopper.status).toBe(404);
  });

  it('is of a part that is there', async () => {
    const { id } = await shop.part();
    const token = await tokenOf(id);
    const { confirm } = (await shop.editor('GET', `/parts/${id}/delete-impact`)).body;
    await shop.editor('DELETE', `/parts/${id}?confirm=${confirm}`);
    expect((await preview(id, token)).status).toBe(404);
    expect((await shop.editor('POST', `/parts/${id}/preview`)).status).toBe(404);
  });
});
