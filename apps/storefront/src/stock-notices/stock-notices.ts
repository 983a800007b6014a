import { unwrap } from '@tandem/ui';
import { api } from '../shop';

type Post = (
  path: string,
  init: object,
) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

const post = api.POST as unknown as Post;

/** Asks to be told when a product is back; guests name an address. Throws ApiError `in_stock`, `rate_limited`, … */
export async function askToBeTold(partId: number, email?: string): Promise<void> {
  const params = { path: { id: partId } };
  await unwrap(post('/api/v1/parts/{id}/back-in-stock', { params, body: { email } }));
}

/** Takes the token of a mailed link. Throws ApiError `wish_unknown`. */
export async function answerLink(what: 'confirm' | 'stop', token: string): Promise<void> {
  await unwrap(post(`/api/v1/back-in-stock/${what}`, { body: { token } }));
}
