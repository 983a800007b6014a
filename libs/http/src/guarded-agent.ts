import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { isPublicAddress } from './public-address.js';

/** Decides which addresses may be connected to. Tests put their own server's address in. */
export type AddressRule = (address: string) => boolean;

/** A name led to an address that may not be connected to. */
export class RefusedAddress extends Error {}

const CONNECT_MS = 3_000;

/**
 * For requests to an address that somebody typed in. What a name leads to is checked at the moment of connecting, so one that
 * leads to something else the second time does not get through. An address in place of a name is connected to without a lookup,
 * and whoever asks has looked at it.
 */
export function guardedAgent(
  allowed: AddressRule = isPublicAddress,
  options: Agent.Options = {},
): Agent {
  return new Agent({
    ...options,
    connect: { lookup: checkedLookup(allowed), timeout: CONNECT_MS },
  });
}

function checkedLookup(allowed: AddressRule): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      if (addresses.length === 0 || !addresses.every(({ address }) => allowed(address)))
        return callback(new RefusedAddress(), '', 0);
      if (options.all) return (callback as (e: null, a: typeof addresses) => void)(null, addresses);
      return callback(null, addresses[0]!.address, addresses[0]!.family);
    });
}
