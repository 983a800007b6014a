import { expect, type Page } from '@playwright/test';
import { test } from './another';
import { Staff } from './staff';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { LIVE, openPanel, unique } from './support';

const AUTHOR = 'content@tandem.test';
const bellOf = (page: Page) => page.getByRole('button', { name: /^Alerts/ });

test('the author of an import with bad rows hears of it wherever they are, and has them tried again', async ({
  another,
  page,
}, info) => {
  const run = unique();
  const name = `${run}-partly.csv`;
  const rows = [
    'sku,name,price,currency,category',
    `${run}-1,Good,1.00,EUR,`,
    `${run}-2,Late,1.00,EUR,Late ${run}`,
    `${run}-3,Bad,cheap,EUR,`,
  ];
  const other = await another();
  await signInToAdmin(other);
  await openPanel(other);
  await signInToAdmin(page, AUTHOR);
  await openPanel(page, '/imports');
  await page
    .getByTestId('new-import')
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('link', { name: 'Parts', exact: true }).click();
  const said = `2 rows of ${name} could not be imported.`;
  await expect(page.getByText(said).first()).toBeVisible(LIVE);

  await page.reload();
  await bellOf(page).click();
  const notices = page.getByTestId('notices');
  const notice = notices.getByRole('listitem').filter({ hasText: said });
  await notice.getByRole('link', { name: 'Open' }).click();
  await expect(page.getByTestId('imports')).toContainText(name);

  await (await Staff.signIn()).addCategory(`Late ${run}`);
  await bellOf(page).click();
  await page.screenshot({ path: info.outputPath('notice.png') });
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(notice).toBeHidden();
  const again = page
    .getByTestId('imports')
    .getByRole('row')
    .filter({ hasText: `Failed rows of ${name}` });
  await expect(again).toContainText('1 added', LIVE);

  const left = notices.getByRole('listitem').filter({ hasText: `Failed rows of ${name}` });
  await expect(left).toContainText('1 row of', LIVE);
  await left.getByRole('button', { name: 'Dismiss' }).click();
  await expect(left).toBeHidden();
  await page.reload();
  await expect(page.getByTestId('imports')).toContainText(name);
  await bellOf(page).click();
  await expect(page.getByTestId('alerts')).toBeVisible();
  await expect(left).toBeHidden();
  await bellOf(other).click();
  await expect(other.getByTestId('alerts')).toBeVisible();
  await expect(other.getByText(said)).toBeHidden();
});

test('an update that can’t be tried again any more says why', async ({ page }, info) => {
  const author = await Staff.signIn(AUTHOR);
  const { id } = await createPart(`Gone ${unique()}`);
  const bulk = await author.previewBulk([id], { status: 'archived' });
  await (await Staff.signIn()).rename(id, 'Renamed meanwhile');
  await signInToAdmin(page, AUTHOR);
  await openPanel(page);
  await author.startBulk(bulk.id);
  const said = '1 of the 1 parts of your bulk change were not changed.';
  await expect(page.getByText(said).first()).toBeVisible(LIVE);
  await author.deletePart(id);

  await bellOf(page).click();
  const notice = page
    .getByTestId('notices')
    .getByRole('listitem')
    .filter({ has: page.locator(`a[href$="${bulk.id}"]`) });
  await notice.getByRole('button', { name: 'Try again' }).click();
  await expect(notice).toContainText('This can’t be tried again. No part of this bulk change');
  await expect(notice.getByRole('button', { name: 'Try again' })).toBeHidden();
  await page.screenshot({ path: info.outputPath('refused.png') });
  await page.setViewportSize({ width: 390, height: 800 });
  await page.screenshot({ path: info.outputPath('refused-narrow.png') });
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toBeHidden();
});
