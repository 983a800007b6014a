import { expect } from '@playwright/test';
import { test } from './another';
import { createPart, LIVE, openEditor, openShop, signInToAdmin, stack } from './support';

/** So much in ms from now, as the fields of the panel take it: the browser's zone is this machine's. */
const fromNow = (ms: number): string => {
  const at = new Date(Date.now() + ms);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
};
/** Long enough for staff to save the time before it comes, however slow the machine. */
const TO_SAVE_MS = 40_000;

test('a draft becomes a product of the shop at the second that staff chose', async ({
  another,
  page,
}) => {
  const part = await createPart(page, 'Eagerly awaited exhaust');
  await signInToAdmin(page);
  await openEditor(page, part.id);
  const editor = page.getByTestId('content-editor');
  await editor.getByRole('combobox', { name: 'Status' }).press('ArrowDown');
  await page.getByRole('option', { name: 'Draft' }).click();
  const at = fromNow(TO_SAVE_MS);
  await editor.getByLabel('Publish at').fill(at);
  await editor.getByRole('button', { name: 'Save content' }).click();
  await expect(page.getByTestId('publish-at')).toBeVisible();
  const shopper = await another();
  await openShop(shopper, `/?q=${encodeURIComponent(part.sku)}`);
  const read = () => page.request.get(`${stack().shop}/api/v1/parts/${part.id}`);
  expect((await read()).status()).toBe(404);

  const due = new Date(at).getTime();
  await expect
    .poll(async () => (await read()).status(), { timeout: due - Date.now() + LIVE.timeout })
    .toBe(200);
  expect(Date.now()).toBeGreaterThanOrEqual(due);
  await expect(page.getByTestId('publish-at')).toBeHidden(LIVE);
  await openShop(shopper, `/?q=${encodeURIComponent(part.sku)}`);
  await expect(shopper.getByTestId(`part-${part.id}`)).toBeVisible(LIVE);
});
