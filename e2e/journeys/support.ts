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

/** Opens a page of the panel for staff who are signed in, and waits until it hears of what happens elsewhere. */
export async function openPanel(page: Page, path = '/parts'): Promise<void> {
  await page.goto(`${stack().admin}${path}`);
  await expect(page.getByTestId('live-state')).toHaveAttribute('data-state', 'live');
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

/**
 * Opens a list and chooses from it, until the field shows the choice: a page that still lays itself out moves the list
 * under the pointer, and a press that ends on another row chooses nothing.
 */
export const chooseFrom = (field: Locator, option: string): Promise<void> =>
  choose(field, option, async () => {
    if ((await field.getAttribute('aria-expanded')) !== 'true') await field.press('ArrowDown');
  });

/** The same for a list that is searched by typing; one from which several are chosen is closed. */
export async function findAndChoose(field: Locator, option: string): Promise<void> {
  await choose(field, option, () => field.fill(option));
  const several = field.page().locator('[role="listbox"][aria-multiselectable="true"]');
  if ((await several.count()) > 0) await escape(field.page(), field.page().getByRole('listbox'));
}

async function choose(
  field: Locator,
  option: string,
  openList: () => Promise<void>,
): Promise<void> {
  const title = new RegExp(`^\\s*${option.replace(/[^\w\s]/g, '\\$&')},?\\s*$`);
  const chosen = field
    .locator('xpath=ancestor::*[contains(concat(" ", @class, " "), " v-input ")][1]')
    .locator('.v-select__selection, .v-autocomplete__selection')
    .filter({ hasText: title });
  await expect(async () => {
    // An earlier press may have been slow: a second one would take one of several back.
    if ((await chosen.count()) > 0) return;
    await openList();
    await field
      .page()
      .getByRole('option', { name: option, exact: true })
      .click({ timeout: 10_000 });
    await expect(chosen).toHaveCount(1, { timeout: 3_000 });
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
