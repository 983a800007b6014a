import { expect, type APIRequestContext } from '@playwright/test';
import { apiOf } from './sessions';

/** Somebody of the shop who acts without a browser, while a journey looks at what shoppers see. */
export class Staff {
  private constructor(private readonly api: APIRequestContext) {}

  static async signIn(email = 'admin@tandem.test'): Promise<Staff> {
    return new Staff(await apiOf(email));
  }

  setStock(partId: number, current_stock: number): Promise<void> {
    return this.send('put', `/parts/${partId}/stock`, { current_stock });
  }

  setPrice(partId: number, amount: string): Promise<void> {
    return this.send('put', `/parts/${partId}`, { price: { amount, currency: 'EUR' } });
  }

  publishAt(partId: number, publish_at: string): Promise<void> {
    return this.send('put', `/parts/${partId}`, { publish_at });
  }

  /** Takes a part out of the shop until then. */
  schedule(partId: number, publish_at: string): Promise<void> {
    return this.send('put', `/parts/${partId}`, { status: 'scheduled', publish_at });
  }

  /** Of the sale that the part has. */
  async setSaleEnd(partId: number, until: string): Promise<void> {
    const { sale } = await this.read<{ sale: object }>(`/parts/${partId}`);
    await this.send('put', `/parts/${partId}`, { sale: { ...sale, until } });
  }

  setDescription(partId: number, description: string): Promise<void> {
    return this.send('put', `/parts/${partId}`, { description });
  }

  addCategory(name: string, parent_id?: string): Promise<{ id: string; slug: string }> {
    return this.send('post', '/categories', { name, parent_id });
  }

  setCategory(partId: number, category_id: string): Promise<void> {
    return this.send('put', `/parts/${partId}`, { category_id });
  }

  rename(partId: number, part_name: string): Promise<void> {
    return this.send('put', `/parts/${partId}`, { part_name });
  }

  async addImage(partId: number, alt: string, png: Buffer): Promise<void> {
    const file = { name: 'picture.png', mimeType: 'image/png', buffer: png };
    const path = `/api/v1/admin/parts/${partId}/images`;
    const answer = await this.api.post(path, { multipart: { alt, file } });
    expect(answer.status(), await answer.text()).toBe(201);
  }

  previewBulk(part_ids: number[], change: object): Promise<{ id: string }> {
    return this.send('post', '/bulk', { part_ids, change });
  }

  startBulk(id: string): Promise<void> {
    return this.send('post', `/bulk/${id}/start`);
  }

  async deletePart(partId: number): Promise<void> {
    const path = `/api/v1/admin/parts/${partId}`;
    const impact = await this.api.get(`${path}/delete-impact`);
    const { confirm } = (await impact.json()) as { confirm: string };
    const gone = await this.api.delete(path, { params: { confirm } });
    expect(gone.status(), await gone.text()).toBe(204);
  }

  addGenre(name: string): Promise<{ id: string; slug: string }> {
    return this.send('post', '/genres', { name });
  }

  setGenres(partId: number, genre_ids: string[]): Promise<void> {
    return this.send('put', `/parts/${partId}`, { genre_ids });
  }

  handOver(orderId: string): Promise<void> {
    return this.send('post', `/orders/${orderId}/hand-over`);
  }

  complete(orderId: string): Promise<void> {
    return this.send('post', `/orders/${orderId}/complete`);
  }

  refund(
    orderId: string,
    amount: string,
    reason: string,
    restock: { part_id: number; quantity: number }[] = [],
  ): Promise<{ id: string }> {
    return this.send('post', `/orders/${orderId}/refunds`, {
      amount: { amount, currency: 'EUR' },
      reason,
      restock,
    });
  }

  async read<T>(path: string): Promise<T> {
    const answer = await this.api.get(`/api/v1/admin${path}`);
    expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
    return (await answer.json()) as T;
  }

  /** Saves what is chosen already: a later version, in which nothing else has changed. */
  async saveLanguagesAgain(): Promise<void> {
    const path = '/search/settings';
    const { languages, version } = await this.read<{ languages: string[]; version: number }>(path);
    await this.send('put', path, { languages, version });
  }

  setFlag(name: string, state: { enabled: boolean; percentage: number | null; roles: string[] }) {
    return this.send('put', `/flags/${name}`, state);
  }

  /** What somebody who has an account may do from now on. */
  setRoles(userId: string, roles: string[]): Promise<void> {
    return this.send('put', `/users/${userId}/roles`, { roles });
  }

  /** One is open at a time, and a journey that was cut off may have left it so. */
  async closeIncidents(): Promise<void> {
    const { items } = await this.read<{ items: { id: string }[] }>('/incidents?state=open');
    for (const { id } of items) {
      await this.send('post', `/incidents/${id}/close`, { said: 'Left behind by a journey.' });
    }
  }

  private async send<T>(method: 'put' | 'post', path: string, data?: unknown): Promise<T> {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const answer = await this.api[method](`/api/v1/admin${path}`, { data, headers });
    expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
    return (await answer.json()) as T;
  }
}
