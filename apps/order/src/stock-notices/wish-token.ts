import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link of a mail may do: say that the address is right, or end all wishes of the person. */
export type WishPurpose = 'confirm' | 'stop';

const TOKEN =
  /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** The wish, and the proof that this shop wrote to whoever has it. */
export function wishToken(wishId: string, purpose: WishPurpose, secret: string): string {
  return `${wishId}.${signature(wishId, purpose, secret).toString('base64url')}`;
}

/** The wish that a token was made for; null for anything this shop did not make for that purpose. */
export function wishOf(token: string, purpose: WishPurpose, secret: string): string | null {
  const [, id, proof] = TOKEN.exec(token) ?? [];
  if (!id || !proof) return null;
  const right = signature(id, purpose, secret);
  return timingSafeEqual(Buffer.from(proof, 'base64url'), right) ? id : null;
}

function signature(wishId: string, purpose: WishPurpose, secret: string): Buffer {
  return createHmac('sha256', secret).update(`tandem_stock_wish:${purpose}:${wishId}`).digest();
}
