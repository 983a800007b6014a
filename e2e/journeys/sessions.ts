import { expect, request, type APIRequestContext, type Page } from '@playwright/test';
import { PASSWORD, stack } from './support';

type Site = 'shop' | 'admin';

interface SignedIn {
  access_token: string;
  user: { id: string };
}

/** A browser of the site that has been here before and is signed in; the form is the subject of `home` and `sign-in`. */
async function signIn(page: Page, site: Site, email: string, password: string): Promise<void> {
  const origin = stack()[site];
  const login = await page.request.post(`${origin}/api/v1/auth/login`, {
    data: { email, password },
  });
  expect(login.status(), await login.text()).toBe(200);
  const { user } = (await login.json()) as SignedIn;
  // The refresh token is a cookie of this browser now; that there is one, the site notes in its storage.
  const hint: [string, string, string] = [origin, `tandem.${site}.signed-in`, user.id];
  await page.context().addInitScript(([at, key, id]) => {
    if (location.origin === at) localStorage.setItem(key, id);
  }, hint);
}

export const signInToAdmin = (page: Page, email = 'admin@tandem.test'): Promise<void> =>
  signIn(page, 'admin', email, PASSWORD);

/** The password of everybody who registers in a journey. */
export const PHRASE = 'a-long-enough-phrase';

/** A cart that was filled in this browser moves to the account. */
export const signInToShop = (page: Page, email: string): Promise<void> =>
  signIn(page, 'shop', email, PHRASE);

/** Not for long: the shop ends the oldest of a person's sessions when they have more than twenty, and browsers sign in as well. */
const USED_FOR_MS = 30_000;
const tokens = new Map<string, { token: Promise<string>; until: number }>();

/** Checking a password costs a service much, on purpose: it is not done for every part that a journey makes. */
function tokenOf(email: string): Promise<string> {
  const kept = tokens.get(email);
  if (kept && Date.now() < kept.until) return kept.token;
  const token = newToken(email);
  tokens.set(email, { token, until: Date.now() + USED_FOR_MS });
  token.catch(() => tokens.delete(email));
  return token;
}

async function newToken(email: string): Promise<string> {
  const guest = await request.newContext({ baseURL: stack().admin });
  const login = await guest.post('/api/v1/auth/login', { data: { email, password: PASSWORD } });
  expect(login.status(), await login.text()).toBe(200);
  const { access_token } = (await login.json()) as SignedIn;
  await guest.dispose();
  return access_token;
}

/** The panel's API, as somebody of the seeds. */
export async function apiOf(email: string): Promise<APIRequestContext> {
  const extraHTTPHeaders = { authorization: `Bearer ${await tokenOf(email)}` };
  return request.newContext({ baseURL: stack().admin, extraHTTPHeaders });
}
