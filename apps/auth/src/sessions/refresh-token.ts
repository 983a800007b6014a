import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** A refresh token: 256 random bits. Only its hash is stored. */
export function newRefreshToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** True for text that could be one of our tokens. */
export function isRefreshToken(text: string | undefined): text is string {
  return text !== undefined && TOKEN.test(text);
}

export function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
