import { createHash, createHmac } from 'node:crypto';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * The secret in a confirmation link, made of its id and a key that is not in the database: who reads the database, or
 * the queue of mails, can confirm nothing. A mail that is written again holds the same link.
 */
export function confirmationToken(secret: string, confirmationId: string): string {
  return createHmac('sha256', secret)
    .update(`email-confirmation:${confirmationId}`)
    .digest('base64url');
}

/** True for text that could be one of our tokens. */
export function isConfirmationToken(text: string): boolean {
  return TOKEN.test(text);
}

/** What the database keeps of a token. */
export function confirmationHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
