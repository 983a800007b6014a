import { expect, type Locator, type Page } from '@playwright/test';
import { test } from './another';
import { Staff } from './staff';
import { createPart } from './parts';
import { expectNoReload, LIVE, openShop, unique } from './support';

const boxOf = (page: Page): Locator =>
  page.getByRole('combobox', { name: 'Search parts and games' });
const suggestionsOn = (page: Page): Locator => page.getByTestId('suggestions').getByRole('option');

test('a shopper is suggested parts while they type, and chooses one by the keyboard alone', async ({
  page,
}) => {
  const run = unique();
  const part = await createPart(`Suggested${run} valve`);
  await createPart(`Suggested${run} lamp`);
  await openShop(page, '/');
  const box = boxOf(page);
  await expect(box).toHaveAttribute('aria-expanded', 'false');
  await box.pressSequentially(`suggested${run} va`);
  await expect(suggestionsOn(page)).toHaveCount(2);
  await expect(page.getByTestId('suggestions-spoken')).toContainText('2 suggestions');
  await expect(box).toHaveAttribute('aria-expanded', 'true');
  const chosen = page.getByRole('option', { selected: true });
  // Which of the two comes first is not this test's.
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(chosen).toContainText(`Suggested${run} valve`, { timeout: 1_000 });
  }).toPass();
  await expect(box).toHaveAttribute('aria-activedescendant', (await chosen.getAttribute('id'))!);
  await expect(box).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/parts/${part.id}$`));
  await expect(page.getByTestId('part-name')).toHaveText(`Suggested${run} valve`);
});

test('Escape takes the suggestions away and leaves what was typed, and Enter searches for it', async ({
  page,
}) => {
  const run = unique();
  await createPart(`Escaped${run} ring`);
  await openShop(page, '/');
  const box = boxOf(page);
  await box.pressSequentially(`escaped${run}`);
  await expect(suggestionsOn(page)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(suggestionsOn(page)).toHaveCount(0);
  await expect(box).toHaveValue(`escaped${run}`);
  await page.keyboard.press('ArrowDown');
  await expect(suggestionsOn(page)).toHaveCount(1);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`q=escaped${run}`));
  await expect(page.getByTestId('parts')).toContainText(`Escaped${run} ring`);
  await expect(suggestionsOn(page)).toHaveCount(0);
});

test('a search works where nothing can be suggested', async ({ page }) => {
  const run = unique();
  await createPart(`Quiet${run} pump`);
  await page.route('**/api/v1/search-suggestions?**', (route) => route.abort());
  await openShop(page, '/');
  await boxOf(page).fill(`quiet${run}`);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('parts')).toContainText(`Quiet${run} pump`);
});

test('a part that staff rename is suggested under its new name at once, on a phone too', async ({
  page,
}, info) => {
  const run = unique();
  const staff = await Staff.signIn();
  const part = await createPart(`Before${run} hose`);
  await page.setViewportSize({ width: 390, height: 844 });
  await openShop(page, '/');
  const box = boxOf(page);
  await box.fill(`before${run}`);
  await expect(suggestionsOn(page)).toHaveText([new RegExp(`Before${run} hose`)]);
  await staff.rename(part.id, `After${run} hose`);
  await box.fill(`after${run}`);
  await expect(suggestionsOn(page)).toHaveText([new RegExp(`After${run} hose`)]);
  await page.screenshot({ path: info.outputPath('suggestions.png') });
  await box.fill(`before${run}`);
  await expect(page.getByTestId('suggestions-spoken')).toHaveText('No suggestions');
  await box.fill(`after${run}`);
  await suggestionsOn(page).first().click();
  await expect(page.getByTestId('part-name')).toHaveText(`After${run} hose`);
});

test('a search that found nothing finds what staff add and rename meanwhile, wherever the page was', async ({
  page,
}) => {
  // No words that others' parts are like: for such a one the shop shows theirs.
  const [plainly, later, renamed] = [`k${unique()}`, `w${unique()}`, `z${unique()}`] as const;
  const staff = await Staff.signIn();
  const plain = await createPart(`${plainly} bolt`, 0);
  const search = async (words: string): Promise<void> => {
    await boxOf(page).fill(words);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`q=${words}`));
  };
  const parts = page.getByTestId('parts');
  const nothing = page.getByText('Nothing matches');
  await openShop(page, '/');
  await search(later);
  await expect(nothing).toBeVisible();
  await search(plainly);
  await expect(parts).toContainText(`${plainly} bolt`);

  // Neither is in stock, so nothing but their coming is told; news of the second come after those of the first. What else changes
  // in the shop may have the page show it without being asked.
  await createPart(`${later} bolt`, 0);
  await createPart(`${plainly} nut`, 0);
  const second = page.getByTestId('show-fresh').or(parts.getByText(`${plainly} nut`));
  await expect(second.first()).toBeVisible(LIVE);
  await search(later);
  await expect(parts).toContainText(`${later} bolt`, LIVE);

  await search(renamed);
  await expect(nothing).toBeVisible();
  await staff.rename(plain.id, `${renamed} bolt`);
  await expect(parts).toContainText(`${renamed} bolt`, LIVE);
  await expectNoReload(page);
});

/** The choices of a filter, as its menu says them. */
async function choicesOf(page: Page, filter: string): Promise<Locator> {
  await page.getByRole('combobox', { name: filter, exact: true }).press('ArrowDown');
  return page.getByRole('option');
}

test('the filters count what each choice leaves, follow what staff do, and are taken away one by one', async ({
  page,
}, info) => {
  const run = unique();
  const staff = await Staff.signIn();
  const { id: category, slug } = await staff.addCategory(`Counted ${run}`);
  const genre = await staff.addGenre(`Counting ${run}`);
  const other = await staff.addGenre(`Nothing ${run}`);
  const game = await createPart(`Counted${run} one`, 3, 'game');
  const sold = await createPart(`Counted${run} two`, 0, 'game');
  const part = await createPart(`Counted${run} three`, 5);
  for (const { id } of [game, sold, part]) await staff.setCategory(id, category);
  await staff.setGenres(game.id, [genre.id]);

  await openShop(page, `/?category=${slug}`);
  const count = page.locator('p.count');
  const chosen = page.getByTestId('chosen-filters').getByRole('listitem');
  await expect(count).toHaveText('3 products');
  await expect(page.getByLabel('In stock only (2 products)')).toBeVisible();
  await expect(chosen).toHaveText([`Counted ${run}`]);

  const kinds = await choicesOf(page, 'Kind');
  await expect(kinds).toHaveText([/Parts\s*1 product/, /Games\s*2 products/]);
  await kinds.last().click();
  await expect(count).toHaveText('2 products');
  const genres = await choicesOf(page, 'Genre');
  await expect(genres.filter({ hasText: `Counting ${run}` })).toContainText('1 product');
  await expect(genres.filter({ hasText: `Nothing ${run}` })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.screenshot({ path: info.outputPath('genres.png') });
  await genres.filter({ hasText: `Counting ${run}` }).click();
  await expect(count).toHaveText('1 product');
  await expect(chosen).toHaveText(['Games', `Counted ${run}`, `Counting ${run}`]);

  await staff.setGenres(sold.id, [genre.id, other.id]);
  await expect(count).toHaveText('2 products', LIVE);
  await expect(page.getByLabel('In stock only (1 product)')).toBeVisible(LIVE);
  await staff.setStock(sold.id, 4);
  await expect(page.getByLabel('In stock only (2 products)')).toBeVisible(LIVE);
  await expectNoReload(page);

  await page.getByRole('button', { name: 'Remove Games' }).click();
  await expect(chosen).toHaveText([`Counted ${run}`]);
  await expect(count).toHaveText('3 products');
  await page.getByRole('button', { name: `Remove Counted ${run}` }).click();
  await expect(chosen).toHaveCount(0);
});
