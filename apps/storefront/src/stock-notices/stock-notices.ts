import { unwrap } from '@tandem/ui';
import { api } from '../shop';

/** Asks to be told when a product is back; guests name an address. Throws ApiError `in_stock`, `rate_limited`, … */
export async function askToBeTold(partId: number, email?: string): Promise<void> {
  const params = { path: { id: partId } };
  await unwrap(api.POST('/api/v1/parts/{id}/back-in-stock', { params, body: { email } }));
}

/** Takes the token of a mailed link. Throws ApiError `wish_unknown`. */
export async function answerLink(what: 'confirm' | 'stop', token: string): Promise<void> {
  await unwrap(api.POST(`/api/v1/back-in-stock/${what}`, { body: { token } }));
}
