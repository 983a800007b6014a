import { expect } from '@playwright/test';
import { test } from './another';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { LIVE, openEditor, openPanel } from './support';

test('two editors of one stock: the second is shown whose change came between and chooses', async ({
  another,
  page,
}) => {
  const part = await createPart('Contested turbo', 10);
  const other = await another();
  await signInToAdmin(page, 'stock@tandem.test');
  await signInToAdmin(other);
  await openEditor(page, part.id);
  await openEditor(other, part.id);

  const mine = page.getByTestId('stock-editor');
  const theirs = other.getByTestId('stock-editor');
  await mine.getByLabel('Current stock').fill('30');
  await theirs.getByLabel('Current stock').fill('20');
  await theirs.getByRole('button', { name: 'Save stock' }).click();
  await expect(other.getByText('Stock saved').last()).toBeVisible();

  await expect(mine.getByText('Somebody changed the stock')).toBeVisible();
  await mine.getByRole('button', { name: 'Save stock' }).click();
  const conflict = page.getByTestId('conflict');
  await expect(conflict.getByTestId('conflict-by')).toContainText('Ad');
  await expect(conflict.getByTestId('mine').first()).toHaveText('30');
  await expect(conflict.getByTestId('theirs').first()).toHaveText('20');
  await conflict.getByRole('button', { name: 'Save my choice' }).click();
  await expect(page.getByText('Stock saved').last()).toBeVisible();
  await expect(mine.getByTestId('available')).toHaveText('30');
  await expect(theirs.getByLabel('Current stock')).toHaveValue('30', LIVE);
});

test('an editor who is not typing sees the other editor’s save at once', async ({
  another,
  page,
}) => {
  const part = await createPart('Shared radiator');
  const other = await another();
  await signInToAdmin(page);
  await signInToAdmin(other, 'content@tandem.test');
  await openEditor(page, part.id);
  await openEditor(other, part.id);
  const theirs = other.getByTestId('content-editor');
  await theirs.getByLabel('Name', { exact: true }).first().fill('Shared radiator, mk II');
  await theirs.getByRole('button', { name: 'Save content' }).click();
  await expect(page.getByRole('heading', { name: 'Shared radiator, mk II' })).toBeVisible(LIVE);
});

test('content staff cannot change stock, and stock staff cannot change content', async ({
  another,
  page,
}) => {
  const part = await createPart('Locked hood');
  await signInToAdmin(page, 'content@tandem.test');
  await openPanel(page, `/parts/${part.id}`);
  await expect(page.getByTestId('content-editor').getByLabel('SKU')).toBeEnabled();
  const other = await another();
  await signInToAdmin(other, 'stock@tandem.test');
  await openEditor(other, part.id);
  await expect(other.getByTestId('content-editor').getByLabel('SKU')).toBeDisabled();
  await expect(other.getByTestId('stock-editor').getByLabel('Current stock')).toBeEnabled();
});

test('the event feed shows a change as it happens', async ({ page }) => {
  await signInToAdmin(page);
  await openPanel(page);
  await page.getByRole('link', { name: 'Live events' }).click();
  await expect(page.getByTestId('event-feed')).toBeVisible();
  await expect(page.getByTestId('live-state')).toHaveAttribute('data-state', 'live');
  const part = await createPart('Newsworthy spoiler');
  const row = page
    .getByTestId('event-feed')
    .getByRole('row')
    .filter({ hasText: String(part.id) });
  await expect(row.filter({ hasText: 'part.created' }).first()).toBeVisible(LIVE);
});

test('“why is it 3?” is answered on the part’s page', async ({ page }) => {
  const part = await createPart('Counted camshaft', 5);
  await signInToAdmin(page, 'stock@tandem.test');
  await openEditor(page, part.id);
  const movements = page.getByTestId('stock-movements').getByRole('listitem');
  await expect(movements).toHaveCount(1);
  await page.getByTestId('stock-editor').getByRole('button', { name: 'Adjust' }).click();
  const dialog = page.getByTestId('adjust-dialog');
  await dialog.getByRole('button', { name: 'Adjust' }).click();
  await expect(dialog).toContainText('Enter a reason.');
  await dialog.getByLabel('Units added').fill('-2');
  await dialog.getByLabel('Reason').fill('Two were bent');
  await dialog.getByRole('button', { name: 'Adjust' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByTestId('available')).toHaveText('3');
  await expect(movements.first()).toContainText('−2');
  await expect(movements.first()).toContainText('Two were bent');
  await expect(movements.first()).toContainText('The stock after it: 3');
});
