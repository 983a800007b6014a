import { expect, test, type Page } from '@playwright/test';
import { Staff } from './staff';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { LIVE, openEditor, openPanel, stack } from './support';

const table = (page: Page) => page.getByTestId('parts-table');
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search name, SKU' });
const nameField = (page: Page) =>
  page.getByTestId('content-editor').getByLabel('Name', { exact: true }).first();

test('staff find a part by Enter and by typing, sort the table, and come back to it as it was', async ({
  page,
}) => {
  const part = await createPart('Findable fairing');
  await signInToAdmin(page);
  await openPanel(page);
  await search(page).fill(part.sku);
  await search(page).press('Enter');
  await expect(page).toHaveURL(new RegExp(`q=${part.sku}`));
  await expect(table(page).getByRole('link', { name: 'Findable fairing' })).toBeVisible();

  await search(page).fill('fairing');
  await expect(page).toHaveURL(/q=fairing/);
  await page.getByRole('columnheader', { name: 'Price' }).click();
  await expect(page).toHaveURL(/sort=price_asc/);
  const link = table(page).getByRole('link', { name: 'Findable fairing' }).first();
  await link.click();
  await expect(page.getByTestId('content-editor')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/q=fairing&sort=price_asc/);
  await expect(search(page)).toHaveValue('fairing');
  await expect(link).toBeVisible();
});

test('a row that changes under the reader keeps its place and the focus', async ({ page }) => {
  const part = await createPart('Focused flywheel', 41);
  await signInToAdmin(page);
  await page.goto(`${stack().admin}/parts?q=${part.sku}`);
  const link = table(page).getByRole('link', { name: 'Focused flywheel' });
  await link.focus();
  await expect(page.getByTestId('live-state')).toHaveAttribute('data-state', 'live');
  await (await Staff.signIn()).setStock(part.id, 43);
  await expect(table(page).getByText('43', { exact: true })).toBeVisible(LIVE);
  await expect(link).toBeFocused();
});

test('typed work is asked about, outlives a reload, and is saved by Ctrl+S but not by Enter', async ({
  page,
}) => {
  const part = await createPart('Guarded gasket');
  await signInToAdmin(page);
  await openEditor(page, part.id);
  await nameField(page).fill('Guarded gasket II');
  await nameField(page).press('Enter');
  await page.getByRole('link', { name: 'Back to the parts' }).click();
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await expect(page.getByRole('heading', { name: 'Guarded gasket', exact: true })).toBeVisible();

  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(nameField(page)).toHaveValue('Guarded gasket II');
  await page.getByTestId('content-editor').getByLabel('Price').fill('12,50');
  await page.keyboard.press('Control+s');
  await expect(page.getByRole('heading', { name: 'Guarded gasket II' })).toBeVisible();
  await expect(page.getByTestId('content-editor').getByLabel('Price')).toHaveValue('12.50');
});

test('a failed request in the background leaves the editor and what was typed', async ({
  page,
}) => {
  const part = await createPart('Unshaken damper');
  await signInToAdmin(page);
  await openEditor(page, part.id);
  await nameField(page).fill('Unshaken damper II');
  await expect(page.getByTestId('live-state')).toHaveAttribute('data-state', 'live');
  await page.route(`**/api/v1/admin/parts/${part.id}`, (route) =>
    route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ title: 'Forbidden', status: 403, detail: 'Not now' }),
    }),
  );
  await (await Staff.signIn()).setStock(part.id, 5);
  await expect(page.getByTestId('load-problem')).toBeVisible(LIVE);
  await expect(nameField(page)).toHaveValue('Unshaken damper II');
});

test('the history tells who changed what, and what comes while the events are paused is shown afterwards', async ({
  page,
}) => {
  const part = await createPart('Storied strut');
  const staff = await Staff.signIn();
  await staff.setPrice(part.id, '21.00');
  await signInToAdmin(page);
  await openEditor(page, part.id);
  const versions = page.getByTestId('versions');
  await expect(versions).toContainText('Ada Admin');
  await versions.getByRole('button', { name: 'View version 1', exact: true }).click();
  await expect(page.getByTestId('version-diff')).toContainText('19.99 EUR');
  await expect(page.getByTestId('version-diff')).toContainText('21.00 EUR');
  await page.getByRole('button', { name: 'Close' }).click();

  await page.getByRole('link', { name: 'Live events' }).click();
  await expect(page.getByTestId('live-state')).toHaveAttribute('data-state', 'live');
  await page.getByRole('button', { name: 'Pause' }).click();
  await staff.setStock(part.id, 77);
  await expect(page.getByTestId('held')).toContainText(/\d+ new events? wait/, LIVE);
  await page.getByRole('searchbox', { name: 'Filter' }).fill(`Stock changed ${part.id}`);
  await page.getByRole('button', { name: 'Continue' }).click();
  const row = page.getByTestId('event-feed').getByRole('row').filter({ hasText: 'Stock changed' });
  await expect(row.filter({ hasText: String(part.id) }).first()).toBeVisible(LIVE);
  await row.getByRole('button', { name: 'Details of Stock changed' }).first().click();
  await expect(page.getByTestId('event-details')).toContainText('stock.updated');
});
