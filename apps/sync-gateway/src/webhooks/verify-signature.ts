import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** How one outside system signs: `{prefix}-Signature` is the HMAC of `{prefix}-Timestamp`, `{prefix}-Nonce` and the body. */
export interface SignatureScheme {
  /** Names it in the inbox and in the security log, e.g. `g2a.orders`. */
  source: string;
  /** In lower case, e.g. `x-g2a`. */
  headerPrefix: string;
  secret: string;
}

/** How far the clocks of the two may be apart, and how long a nonce has to be remembered before and after that. */
export const MAX_SKEW_SECONDS = 300;

const TIMESTAMP = /^\d{1,12}$/;
const NONCE = /^[\w-]{8,100}$/;
const SIGNATURE = /^[0-9a-f]{64}$/i;

type Verified = { nonce: string } | { wrong: 'headers' | 'timestamp' | 'signature' };

/**
 * Whether the body comes from who knows the secret, and was signed just now. Nothing is looked up for that, so that a flood of
 * forged ones costs next to nothing. Whether its nonce was used before, the database tells.
 * @param body as it came, byte by byte.
 */
export function verifySignature(
  headers: IncomingHttpHeaders,
  body: Uint8Array,
  { headerPrefix, secret }: SignatureScheme,
  now = Date.now(),
): Verified {
  const timestamp = headers[`${headerPrefix}-timestamp`];
  const nonce = headers[`${headerPrefix}-nonce`];
  const signature = headers[`${headerPrefix}-signature`];
  if (!is(TIMESTAMP, timestamp) || !is(NONCE, nonce) || !is(SIGNATURE, signature)) {
    return { wrong: 'headers' };
  }
  const expected = createHmac('sha256', secret)
    .update(`${timestamp}.${nonce}.`)
    .update(body)
    .digest();
  if (!timingSafeEqual(Buffer.from(signature, 'hex'), expected)) return { wrong: 'signature' };
  const skew = Math.abs(now / 1_000 - Number(timestamp));
  return skew > MAX_SKEW_SECONDS ? { wrong: 'timestamp' } : { nonce };
}

function is(pattern: RegExp, header: string | string[] | undefined): header is string {
  return typeof header === 'string' && pattern.test(header);
}
