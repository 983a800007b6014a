import { text } from 'node:stream/consumers';
import { expect } from '@playwright/test';
import { test } from './another';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { openEditor, stack } from './support';

test('someone changes a price, and another asks who did and finds out', async ({
  another,
  page,
}) => {
  const part = await createPart('Repriced radiator');
  await signInToAdmin(page, 'content@tandem.test');
  await openEditor(page, part.id);
  const editor = page.getByTestId('content-editor');
  await editor.getByLabel('Price').fill('24.50');
  await editor.getByRole('button', { name: 'Save content' }).click();
  await expect(page.getByText('Saved. Shoppers see it now.').last()).toBeVisible();
  // Who may not read the audit log is shown nothing of it.
  await expect(page.getByTestId('record-history')).toBeHidden();

  const other = await another();
  await signInToAdmin(other);
  await openEditor(other, part.id);
  const newest = other.getByTestId('record-history').getByRole('listitem').first();
  await expect(newest).toContainText('content@tandem.test');
  await expect(newest).toContainText(/Price: .*19\.99 → .*24\.50/);

  await other.getByTestId('record-history').getByRole('link', { name: 'Audit log' }).click();
  await expect(other.getByRole('heading', { name: 'Audit' })).toBeVisible();
  const row = other.getByTestId('audit-table').getByRole('row').filter({ hasText: '24.50' });
  await expect(row).toContainText('content@tandem.test');
  const download = other.waitForEvent('download');
  await other.getByRole('button', { name: 'Export' }).click();
  const file = await text(await (await download).createReadStream());
  expect(file).toContain(`content@tandem.test,UPDATE,catalog,parts,${part.id}`);
  await row.getByRole('button', { name: 'View' }).click();
  const fields = other.getByTestId('change-fields');
  await expect(fields.getByRole('row').filter({ hasText: 'Price' })).toContainText('24.50');
});

test('staff count who did what, and keep a filter for the next time', async ({ page }) => {
  const part = await createPart('Counted caliper');
  await signInToAdmin(page);
  await page.goto(`${stack().admin}/audit/report`);
  const line = page
    .getByTestId('audit-report')
    .getByRole('row')
    .filter({ hasText: 'admin@tandem.test' })
    .filter({ hasText: /Parts.*Added/ });
  await line.getByRole('link', { name: /Show/ }).click();
  await expect(page.getByTestId('audit-table')).toContainText(`Part ${part.id}`);

  const name = `Parts I added ${part.id}`;
  await page.getByRole('button', { name: 'Saved filters' }).click();
  const dialog = page.getByTestId('saved-filters');
  await dialog.getByLabel('Name for the filters').fill(name);
  await dialog.getByRole('button', { name: 'Save these filters' }).click();
  await expect(page.getByText('The filter was saved.').last()).toBeVisible();

  await page.goto(`${stack().admin}/audit`);
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await dialog.getByRole('button', { name, exact: true }).click();
  await expect(page).toHaveURL(/operation=INSERT/);
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await dialog.getByRole('button', { name: `Remove the filter ${name}` }).click();
  await expect(dialog).not.toContainText(name);
});
