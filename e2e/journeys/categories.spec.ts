import { expect, type Locator, type Page } from '@playwright/test';
import { test } from './another';
import { Staff } from './staff';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { expectNoReload, findAndChoose, LIVE, openShop, stack, unique } from './support';

const rowOf = (panel: Page, slug: string): Locator => panel.getByTestId(`category-${slug}`);

/** How long a click may wait for a page that moves under it, and a dialog for the click that opens it. */
const TRY = { timeout: 10_000 };

const isMet = (condition: () => Promise<unknown>): Promise<boolean> =>
  condition().then(
    () => true,
    () => false,
  );

/** Chooses an act of a row's menu, again until `done` sees what comes of it. */
async function choose(
  panel: Page,
  row: Locator,
  act: string,
  done: () => Promise<unknown>,
): Promise<void> {
  let isChosen = false;
  await expect(async () => {
    const isDone = isChosen && (await isMet(done));
    if (isDone) return;
    isChosen = true;
    await row.getByRole('button', { name: /^Change / }).click(TRY);
    await panel
      .getByRole('menuitem', { name: act, exact: true })
      .or(panel.getByText(act, { exact: true }))
      .first()
      .click(TRY);
    await done();
  }).toPass();
}

async function openDialog(panel: Page, row: Locator, act: string, dialog: Locator): Promise<void> {
  // The one that was open before is seen while it closes.
  await expect(dialog).toBeHidden();
  await choose(panel, row, act, () => expect(dialog).toBeVisible(TRY));
}

/** Held over the other row until that shows that it takes it, and begun again where the list moved under it. */
async function dragInto(page: Page, row: Locator, into: Locator): Promise<void> {
  await expect(async () => {
    if ((await row.getAttribute('data-level')) === '2') return;
    await row.locator('.handle').hover(TRY);
    await page.mouse.down();
    try {
      await expect(async () => {
        await into.hover({ position: { x: 120, y: 20 }, ...TRY });
        await into.hover({ position: { x: 140, y: 24 }, ...TRY });
        await expect(into).toHaveClass(/drop-inside/, { timeout: 1_000 });
      }).toPass(TRY);
    } finally {
      await page.mouse.up();
    }
    await expect(row).toHaveAttribute('data-level', '2', TRY);
  }).toPass();
}

test('staff merge a category into another: open pages follow, and links to the former lead to the new one', async ({
  another,
  page,
}, info) => {
  const run = unique();
  const staff = await Staff.signIn();
  const from = await staff.addCategory(`Lanterns ${run}`);
  const into = await staff.addCategory(`Lights ${run}`);
  const part = await createPart('Merged lantern');
  await staff.setCategory(part.id, from.id);
  await openShop(page, `/parts/${part.id}`);
  await expect(page.getByRole('link', { name: `Lanterns ${run}` })).toBeVisible();
  const list = await another();
  await openShop(list, `/?category=${from.slug}`);
  await expect(list.getByTestId('parts')).toContainText(`Lanterns ${run}`);

  const panel = await another();
  await signInToAdmin(panel);
  await panel.goto(`${stack().admin}/categories`);
  const dialog = panel.getByTestId('category-close-dialog');
  await openDialog(panel, rowOf(panel, from.slug), 'Merge into…', dialog);
  await expect(dialog.getByTestId('category-impact')).toHaveText('In it: 1 part.');
  await findAndChoose(dialog.getByLabel('Merge into'), `Lights ${run}`);
  await panel.screenshot({ path: info.outputPath('merge.png') });
  await dialog.getByTestId('dialog-action').click();
  await expect(rowOf(panel, from.slug)).toHaveCount(0);
  await expect(rowOf(panel, into.slug)).toContainText('1 part');

  await expect(page.getByRole('link', { name: `Lights ${run}` })).toBeVisible(LIVE);
  await expectNoReload(page);
  await expect(list.getByTestId('parts')).toContainText(`Lights ${run}`, LIVE);
  await expectNoReload(list);
  await openShop(list, `/?category=${from.slug}`);
  await expect(list.getByRole('heading', { level: 1 })).toHaveText(`Lights ${run}`);
  await expect(list).toHaveURL(new RegExp(`category=${into.slug}`));
  await expect(list.getByTestId('parts')).toContainText('Merged lantern');
});

test('staff move a category by dragging it, and by its menu', async ({ page }) => {
  const run = unique();
  const staff = await Staff.signIn();
  const box = await staff.addCategory(`Box ${run}`);
  const upper = await staff.addCategory(`Upper ${run}`, box.id);
  const lower = await staff.addCategory(`Lower ${run}`, box.id);
  await signInToAdmin(page);
  await page.goto(`${stack().admin}/categories`);
  const row = rowOf(page, lower.slug);
  await dragInto(page, row, rowOf(page, upper.slug));
  const dialog = page.getByTestId('category-move-dialog');
  await openDialog(page, row, 'Move to…', dialog);
  await findAndChoose(dialog.getByLabel('Move into'), `Box ${run}`);
  await dialog.getByTestId('dialog-action').click();
  await expect(row).toHaveAttribute('data-level', '1');
  const both = page.getByRole('listitem').filter({ hasText: new RegExp(`(Upper|Lower) ${run}`) });
  await expect(both.first()).toContainText(`Upper ${run}`);
  await choose(page, row, 'Move up', () => expect(both.first()).toContainText(`Lower ${run}`, TRY));
  await expect(row.getByRole('button', { name: /^Change / })).toBeFocused();
});

test('staff rename, merge and delete genres: another open panel and an open page of the game follow', async ({
  another,
  page,
}, info) => {
  const run = unique();
  const staff = await Staff.signIn();
  const from = await staff.addGenre(`Riddles ${run}`);
  const into = await staff.addGenre(`Puzzles ${run}`);
  const game = await createPart('A puzzling game', 12, 'game');
  await staff.setGenres(game.id, [from.id]);
  await openShop(page, `/parts/${game.id}`);
  await expect(page.getByText(`Riddles ${run}`)).toBeVisible();
  const colleague = await another();
  await signInToAdmin(colleague);
  await colleague.goto(`${stack().admin}/genres`);
  const theirs = colleague.getByTestId(`term-${from.slug}`);
  await expect(theirs).toContainText('1 part');

  const panel = await another();
  await signInToAdmin(panel);
  await panel.goto(`${stack().admin}/categories`);
  await panel.getByRole('link', { name: 'Genres' }).click();
  const row = panel.getByTestId(`term-${from.slug}`);
  const naming = panel.getByTestId('name-dialog');
  await openDialog(panel, row, 'Rename', naming);
  await naming.getByLabel('Name').fill(`Brain teasers ${run}`);
  await naming.getByTestId('dialog-action').click();
  await expect(row).toContainText(`Brain teasers ${run}`);
  await expect(theirs).toContainText(`Brain teasers ${run}`, LIVE);
  await expect(page.getByText(`Brain teasers ${run}`)).toBeVisible(LIVE);

  const dialog = panel.getByTestId('term-close-dialog');
  await openDialog(panel, row, 'Merge into…', dialog);
  await expect(dialog.getByTestId('term-impact')).toHaveText('With this genre: 1 part.');
  await findAndChoose(dialog.getByLabel('Merge into'), `Puzzles ${run}`);
  await panel.screenshot({ path: info.outputPath('merge-genre.png') });
  await dialog.getByTestId('dialog-action').click();
  await expect(row).toHaveCount(0);
  await expect(theirs).toHaveCount(0, LIVE);
  await expect(page.getByText(`Puzzles ${run}`)).toBeVisible(LIVE);

  const left = panel.getByTestId(`term-${into.slug}`);
  await expect(left).toContainText('1 part');
  await openDialog(panel, left, 'Delete', dialog);
  await expect(dialog.getByLabel('lose this genre')).toBeChecked();
  await dialog.getByTestId('dialog-action').click();
  await expect(left).toHaveCount(0);
  await expect(colleague.getByTestId(`term-${into.slug}`)).toHaveCount(0, LIVE);
  await expect(page.getByText(`Puzzles ${run}`)).toHaveCount(0, LIVE);
  await expectNoReload(page);
});

test('a category that staff add shows in another open panel, and in an open list of the shop', async ({
  another,
  page,
}) => {
  const run = unique();
  const staff = await Staff.signIn();
  await openShop(page, '/');
  const colleague = await another();
  await signInToAdmin(colleague);
  await colleague.goto(`${stack().admin}/categories`);
  await expect(colleague.getByTestId('categories')).toBeVisible();
  const { slug } = await staff.addCategory(`Fresh ${run}`);
  await expect(rowOf(colleague, slug)).toBeVisible(LIVE);
  await page.getByRole('combobox', { name: 'Category' }).fill(`Fresh ${run}`);
  await expect(page.getByRole('option', { name: `Fresh ${run}` })).toBeVisible(LIVE);
  await expectNoReload(page);
});
