import { expect } from '@playwright/test';
import { test } from './another';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { Staff } from './staff';
import { findAndChoose, openShop, stack, unique } from './support';

/** Letters of one journey alone: words with long numbers are not kept. */
const letters = (): string =>
  [...unique()].map((digit) => String.fromCharCode(97 + parseInt(digit, 16))).join('');

test('a search without results becomes a synonym, and the open shop finds the part', async ({
  another,
  page,
}, info) => {
  const run = letters();
  const part = await createPart(`Notebook${run}`);
  await openShop(page, `/?q=portable${run}`);
  await expect(page.getByText('Nothing matches')).toBeVisible();

  const panel = await another();
  await signInToAdmin(panel);
  await panel.goto(`${stack().admin}/search`);
  const missed = panel.getByTestId('search-misses').getByRole('row', { name: `portable${run}` });
  await missed.getByRole('button', { name: `Make a synonym of portable${run}` }).click();
  const dialog = panel.getByTestId('synonym-dialog');
  const words = dialog.getByLabel('Words, separated by commas');
  await expect(words).toHaveValue(`portable${run}`);
  // The dialog puts the focus there in its own time, and what is typed goes where the focus is.
  await expect(words).toBeFocused();
  await dialog.getByLabel('What they find too').fill(`Notebook${run}`);
  await panel.screenshot({ path: info.outputPath('make-a-synonym.png') });
  await dialog.getByTestId('dialog-action').click();
  const group = panel.getByTestId('synonyms').getByText(`portable${run} → notebook${run}`);
  await expect(group).toBeVisible();
  await expect(missed).toHaveCount(0);
  await panel.screenshot({ path: info.outputPath('search-page.png'), fullPage: true });

  const box = page.getByRole('combobox', { name: 'Search parts and games' });
  await box.fill(`Portable${run}`);
  await box.press('Enter');
  await expect(page.getByTestId('parts')).toContainText(part.part_name);

  await panel.getByRole('button', { name: `Change portable${run} → notebook${run}` }).click();
  await dialog.getByLabel('Equal: each of the words finds the others').check();
  await words.fill(`portable${run}`);
  await dialog.getByTestId('dialog-action').click();
  await expect(dialog).toContainText('Must be at least two different words');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await panel.getByRole('button', { name: `Delete portable${run} → notebook${run}` }).click();
  await panel.getByTestId('synonym-delete-dialog').getByTestId('dialog-action').click();
  await expect(group).toHaveCount(0);
});

test('languages that are chosen while somebody else saves are not lost, and go over nobody’s', async ({
  page,
}, info) => {
  await signInToAdmin(page);
  await page.goto(`${stack().admin}/search`);
  const card = page.getByTestId('search-languages');
  await findAndChoose(card.getByLabel('Languages of the shop'), 'Danish');
  const danish = card.getByText('Danish', { exact: true });
  await expect(danish).toBeVisible();

  await (await Staff.signIn('content@tandem.test')).saveLanguagesAgain();

  await card.getByRole('button', { name: 'Save languages' }).click();
  await expect(card).toContainText('Somebody else chose other languages while you were choosing.');
  await expect(danish).toBeVisible();
  await page.screenshot({ path: info.outputPath('languages.png'), fullPage: true });
  await card.getByRole('button', { name: 'Use the saved version' }).click();
  await expect(danish).toHaveCount(0);
});
