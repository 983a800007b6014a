import { isIP } from 'node:net';
import { guardedAgent, isPublicAddress, RefusedAddress, type AddressRule } from '@tandem/http';
import { request } from 'undici';
import { DomainError } from '@tandem/kernel';
import { imageAway, imageNotFetched } from './errors.js';

/** The most bytes of an image, uploaded or fetched. */
export const MOST_IMAGE_BYTES = 10 * 1024 * 1024;
const DEADLINE_MS = 8_000;
const MOST_REDIRECTS = 3;

/**
 * Fetches an image from somebody else's server. The address is checked at the moment of connecting and for each redirect,
 * so a name that resolves to something else the second time does not get through.
 * @throws DomainError `validation_failed` (422, field `url`); an `ImageAway` when the same may succeed later.
 */
export async function fetchImage(
  url: string,
  allowed: AddressRule = isPublicAddress,
): Promise<Buffer> {
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const agent = guardedAgent(allowed, { connections: 1 });
  try {
    let target = imageAddress(url, allowed);
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const response = await request(target, {
        dispatcher: agent,
        signal,
        headers: { accept: 'image/*' },
      });
      const location = response.headers['location'];
      if (response.statusCode >= 300 && response.statusCode < 400 && typeof location === 'string') {
        await response.body.dump();
        target = imageAddress(new URL(location, target).href, allowed);
        continue;
      }
      if (response.statusCode !== 200) {
        const answered = `answered ${response.statusCode}`;
        throw isPassing(response.statusCode) ? imageAway(answered) : imageNotFetched(answered);
      }
      return await bounded(response.body);
    }
    throw imageNotFetched('redirects too often');
  } catch (error) {
    if (error instanceof DomainError) throw error;
    if (error instanceof RefusedAddress) throw imageNotFetched('is not a public address');
    throw imageAway(signal.aborted ? 'did not answer in time' : 'could not be fetched');
  } finally {
    void agent.destroy();
  }
}

/** Says of a server that it may answer otherwise later. */
const isPassing = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/** @throws DomainError 422 on `url` when nothing would be fetched from there. */
export function imageAddress(url: string, allowed: AddressRule): URL {
  if (!URL.canParse(url)) throw imageNotFetched('is not a URL');
  const parsed = new URL(url);
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')
    throw imageNotFetched('must be http or https');
  if (parsed.username || parsed.password) throw imageNotFetched('must not carry a password');
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  // A literal address is connected to without a lookup.
  if (isIP(host) && !allowed(host)) throw imageNotFetched('is not a public address');
  return parsed;
}

async function bounded(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MOST_IMAGE_BYTES) throw imageNotFetched('is larger than 10 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
