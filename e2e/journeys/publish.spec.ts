import { expect, type Page } from '@playwright/test';
import { test } from './another';
import { inAnHour, setSoon } from './moments';
import { Staff } from './staff';
import { cartLink, line, putIntoCart } from './shopping';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { chooseFrom, expectNoReload, LIVE, openEditor, openShop, stack } from './support';

const editor = (page: Page) => page.getByTestId('content-editor');

const choose = (page: Page, status: string): Promise<void> =>
  chooseFrom(editor(page).getByRole('combobox', { name: 'Status' }), status);

const save = (page: Page) => editor(page).getByRole('button', { name: 'Save content' }).click();

test('a part becomes a product of the shop at the second that staff chose, on an open page too', async ({
  another,
  page,
}) => {
  const part = await createPart('Eagerly awaited exhaust');
  await signInToAdmin(page);
  await openEditor(page, part.id);
  await choose(page, 'Scheduled');
  await editor(page).getByLabel('Publish at').fill(inAnHour());
  await save(page);
  await expect(page.getByTestId('publish-at')).toBeVisible();
  const shopper = await another();
  await openShop(shopper, `/parts/${part.id}`);
  await expect(shopper.getByTestId('part-gone')).toBeVisible();
  const read = () => page.request.get(`${stack().shop}/api/v1/parts/${part.id}`);
  expect((await read()).status()).toBe(404);

  const staff = await Staff.signIn();
  const due = await setSoon((at) => staff.publishAt(part.id, at));
  await expect.poll(async () => (await read()).status(), LIVE).toBe(200);
  expect(Date.now()).toBeGreaterThanOrEqual(due.getTime());
  await expect(page.getByTestId('publish-at')).toBeHidden(LIVE);
  await expect(shopper.getByTestId('part-name')).toHaveText('Eagerly awaited exhaust', LIVE);
  await expectNoReload(shopper);
  await openShop(shopper, `/?q=${encodeURIComponent(part.sku)}`);
  await expect(shopper.getByTestId(`part-${part.id}`)).toBeVisible(LIVE);
});

test('a product that staff hide leaves open pages, and comes back with one click', async ({
  another,
  page,
}) => {
  const part = await createPart('Elusive alternator');
  const reader = await another();
  await openShop(reader, `/parts/${part.id}`);
  await expect(reader.getByTestId('part-name')).toBeVisible();
  const browser = await another();
  await openShop(browser, `/?q=${encodeURIComponent(part.sku)}`);
  await expect(browser.getByTestId(`part-${part.id}`)).toBeVisible(LIVE);

  await signInToAdmin(page);
  await openEditor(page, part.id);
  await choose(page, 'Hidden');
  await save(page);
  await expect(reader.getByTestId('part-gone')).toBeVisible(LIVE);
  await expect(browser.getByTestId(`part-${part.id}`)).toBeHidden(LIVE);

  await page.getByTestId('status-note').getByRole('button', { name: 'Publish again' }).click();
  await expect(reader.getByTestId('part-name')).toBeVisible(LIVE);
  await expect(browser.getByTestId(`part-${part.id}`)).toBeVisible(LIVE);
  await expectNoReload(reader);
  await expectNoReload(browser);
});

test('a product that is discontinued keeps its page, and nobody can buy it', async ({
  another,
  page,
}) => {
  const part = await createPart('Departing differential');
  const reader = await another();
  await openShop(reader, `/parts/${part.id}`);
  await expect(reader.getByRole('button', { name: 'Add to cart' })).toBeEnabled();
  const buyer = await another();
  await putIntoCart(buyer, part.id);
  await cartLink(buyer).click();
  await expect(buyer.getByTestId('cart-total')).toHaveText('€19.99');

  await signInToAdmin(page);
  await openEditor(page, part.id);
  await choose(page, 'Discontinued');
  await save(page);
  await expect(reader.getByTestId('discontinued')).toBeVisible(LIVE);
  await expect(reader.getByRole('button', { name: 'Add to cart' })).toBeHidden();
  await expect(line(buyer, part.id)).toContainText('No longer for sale', LIVE);
  await expectNoReload(reader);
  await reader.reload();
  await expect(reader.getByTestId('discontinued')).toBeVisible();
  await openShop(reader, `/?q=${encodeURIComponent(part.sku)}`);
  await expect(reader.getByTestId(`part-${part.id}`)).toBeHidden();
});

test('staff look at a hidden product as shoppers would, and nobody without the link does', async ({
  another,
  page,
}) => {
  const part = await createPart('Private pushrod');
  await signInToAdmin(page);
  await openEditor(page, part.id);
  await choose(page, 'Hidden');
  await save(page);
  await expect(page.getByTestId('status-note')).toBeVisible();
  const opened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Preview in the shop' }).click();
  const preview = await opened;
  await expect(preview.getByTestId('preview')).toContainText('It is hidden.', LIVE);
  await expect(preview.getByTestId('part-name')).toHaveText('Private pushrod');
  await expect(preview.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex');

  const link = preview.url();
  const colleague = await another();
  await colleague.goto(link);
  await expect(colleague.getByTestId('part-name')).toHaveText('Private pushrod');
  const shopper = await another();
  await shopper.goto(link.slice(0, link.indexOf('#')));
  await expect(shopper.getByText('This preview could not be opened')).toBeVisible();
  await openShop(shopper, `/parts/${part.id}`);
  await expect(shopper.getByTestId('part-gone')).toBeVisible();
});
