import { expect } from '@playwright/test';

const FIRST_MS = 4_000;

/** In an hour, as the fields of the panel take it: the browser's zone is this machine's. */
export function inAnHour(): string {
  const at = new Date(Date.now() + 3_600_000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** Sets a moment that comes soon; where this machine did not make it before the moment came, another one that is further away. */
export async function setSoon(set: (at: string) => Promise<unknown>): Promise<Date> {
  let ahead = FIRST_MS;
  let at = new Date();
  await expect(async () => {
    at = new Date(Date.now() + ahead);
    ahead *= 2;
    await set(at.toISOString());
  }).toPass();
  return at;
}
