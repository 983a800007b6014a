import { expect, type Locator, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';

interface StackInfo {
  shop: string;
  admin: string;
  /** With the administrator's password. */
  postgres: string;
  /** The mail catcher. */
  mail: string;
  simulators: { g2a: string; inventory: string };
  services: Record<string, string[]>;
}

/** Addresses of the stack that the global setup started. */
export function stack(): StackInfo {
  return JSON.parse(readFileSync(process.env.TANDEM_E2E_STACK!, 'utf8')) as StackInfo;
}

export const PASSWORD = 'tandem-dev-password';

/**
 * An open page follows by itself, without a reload. How soon is measured in bench/, on a machine with nothing else to do:
 * these limits end what hangs, and cost nothing where it does not.
 */
export const LIVE = { timeout: 60_000 };

/** What somebody outside decides is asked for again with growing pauses when an answer of theirs got lost. */
export const OUTSIDE = { timeout: 120_000 };

/** Letters and digits of one journey alone, also when it is repeated or begins in the same millisecond as another. */
export const unique = (): string => crypto.randomUUID().slice(-8);

export async function signInToAdmin(page: Page, user = 'admin@tandem.test'): Promise<void> {
  await page.goto(`${stack().admin}/sign-in?back=/parts`);
  await page.getByLabel('Email').fill(user);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Parts' })).toBeVisible();
}

export async function openEditor(page: Page, partId: number): Promise<void> {
  await page.goto(`${stack().admin}/parts/${partId}`);
  await expect(page.getByTestId('content-editor')).toBeVisible();
  await expect(page.getByTestId('stock-version')).toBeVisible();
}

/** What a simulator of the outside world is told to do, or asked. */
export async function simulate<T>(
  page: Page,
  simulator: keyof StackInfo['simulators'],
  path: string,
  data?: object,
): Promise<T> {
  const url = `${stack().simulators[simulator]}/_sim/${path}`;
  const answer = await (data ? page.request.post(url, { data }) : page.request.get(url));
  expect(answer.status(), `${path}: ${await answer.text()}`).toBe(200);
  return (await answer.json()) as T;
}

/**
 * Escape, until what lies on the page is gone. Vuetify hears the key only from the moment at which it is the topmost one,
 * which a timer of its own decides some time after it has opened and taken the focus.
 */
export async function escape(page: Page, from: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Escape');
    await expect(from).toHaveCount(0, { timeout: 3_000 });
  }).toPass();
}

/** Opens a shop page, waits until its socket is live, and marks it so that a reload would show. */
export async function openShop(page: Page, path: string): Promise<void> {
  await page.goto(`${stack().shop}${path}`);
  await expect(page.getByTestId('live-state')).toHaveAttribute('data-state', 'live');
  await page.evaluate(() => ((window as unknown as { marked: boolean }).marked = true));
}

export async function expectNoReload(page: Page): Promise<void> {
  expect(await page.evaluate(() => (window as unknown as { marked?: boolean }).marked)).toBe(true);
}

export interface PartOnShelf {
  id: number;
  sku: string;
  part_name: string;
  version: number;
  stock: { available_stock: number; current_stock: number };
}

/** A part for one journey alone: journeys run side by side and must not meet. */
export async function createPart(
  page: Page,
  name: string,
  stock = 12,
  kind: 'physical' | 'game' = 'physical',
): Promise<PartOnShelf> {
  const { admin } = stack();
  const login = await page.request.post(`${admin}/api/v1/auth/login`, {
    data: { email: 'admin@tandem.test', password: PASSWORD },
  });
  const { access_token } = (await login.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };
  const categories = (await (await page.request.get(`${admin}/api/v1/categories`)).json()) as {
    items: { id: string | number }[];
  };
  const created = await page.request.post(`${admin}/api/v1/admin/parts`, {
    headers,
    data: {
      kind,
      sku: `E2E-${Date.now()}-${100_000 + Math.floor(Math.random() * 900_000)}`,
      part_name: name,
      description: '<p>Made for a journey.</p>',
      category_id: categories.items[0]!.id,
      price: { amount: '19.99', currency: 'EUR' },
      specifications: [{ name: 'Weight', value: '120', unit: 'g' }],
      status: 'active',
    },
  });
  expect(created.status(), await created.text()).toBe(201);
  const part = (await created.json()) as PartOnShelf;
  const put = await page.request.put(`${admin}/api/v1/admin/parts/${part.id}/stock`, {
    headers,
    data: { current_stock: stock, min_stock_level: 2 },
  });
  expect(put.status(), await put.text()).toBe(200);
  return part;
}
