import { createHmac, timingSafeEqual } from 'node:crypto';

const TOKEN =
  /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** What the cookie of a guest holds: the id, and the proof that this shop gave it out. */
export function guestToken(guestId: string, secret: string): string {
  return `${guestId}.${signature(guestId, secret).toString('base64url')}`;
}

/** The guest a token was made for; null for anything this shop did not make. */
export function guestOf(token: string | undefined, secret: string): string | null {
  const [, id, proof] = TOKEN.exec(token ?? '') ?? [];
  if (!id || !proof) return null;
  return timingSafeEqual(Buffer.from(proof, 'base64url'), signature(id, secret)) ? id : null;
}

function signature(guestId: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`tandem_guest:${guestId}`).digest();
}
