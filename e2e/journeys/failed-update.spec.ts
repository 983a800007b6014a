import { expect } from '@playwright/test';
import { test } from './another';
import { LIVE, signInToAdmin, stack } from './support';

test('the author of an import with a bad row hears of it wherever they are, until they dismiss it', async ({
  another,
  page,
}) => {
  const run = Date.now().toString(36);
  const name = `${run}-partly.csv`;
  const rows = ['sku,name,price,currency', `${run}-1,Good,1.00,EUR`, `${run}-2,Bad,cheap,EUR`];
  const other = await another();
  await signInToAdmin(other);
  await signInToAdmin(page, 'content@tandem.test');
  await page.goto(`${stack().admin}/imports`);
  await page
    .getByTestId('new-import')
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('link', { name: 'Parts', exact: true }).click();
  await expect(page.getByText(`1 row of ${name} could not be imported.`).first()).toBeVisible(LIVE);

  await page.reload();
  const bell = page.getByRole('button', { name: /^Alerts/ });
  await expect(bell).toHaveAccessibleName('Alerts, 1 new', LIVE);
  await bell.click();
  const notices = page.getByTestId('notices');
  await expect(notices).toContainText(name);
  await notices.getByRole('link', { name: 'Open and try again' }).click();
  await expect(page.getByTestId('imports')).toContainText(name);

  await bell.click();
  await notices.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notices).toBeHidden();
  await page.reload();
  await expect(page.getByTestId('imports')).toContainText(name);
  await bell.click();
  await expect(page.getByTestId('alerts')).toBeVisible();
  await expect(notices).toBeHidden();
  await other.getByRole('button', { name: /^Alerts/ }).click();
  await expect(other.getByTestId('notices')).toBeHidden();
});
