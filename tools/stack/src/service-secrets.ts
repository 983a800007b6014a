import { publicHalf, type ServiceEntry } from '@tandem/config/services';
import type { Secrets } from './home.ts';

/**
 * What one service alone is given beside its database's address: its secrets, and of the outside world what it talks to.
 * What another one reads, it is not given.
 */
export function givenTo(
  { name, prefix, calls, given = {} }: ServiceEntry,
  secrets: Secrets,
  outside: Readonly<Record<string, string>>,
): Record<string, string> {
  const values = { ...secrets.own, ...outside };
  return {
    ...Object.fromEntries(Object.keys(given).map((setting) => [setting, values[setting] ?? ''])),
    ...(calls ? { [`${prefix}_SERVICE_KEY`]: secrets.serviceKeys[name] ?? '' } : {}),
  };
}

/** The public halves of all service keys, as `TANDEM_SERVICE_KEYS` has them. */
export function publicServiceKeys({ serviceKeys }: Secrets): string {
  return Object.entries(serviceKeys)
    .map(([name, key]) => `${name}=${publicHalf(key)}`)
    .join(',');
}
