import { expect, test } from '@playwright/test';
import pg from 'pg';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { Staff } from './staff';
import { chooseFrom, LIVE, openPanel, stack, unique } from './support';

/** Numbers are taken every quarter of a minute, and the second time there is something to compare with; jobs take their turns. */
const SAMPLED = { timeout: 120_000 };

/** The watcher gave up on a message that nobody will ever understand. */
async function plantDeadLetter(subject: string): Promise<void> {
  const client = new pg.Client({ connectionString: stack().postgres });
  await client.connect();
  try {
    await client.query(
      `insert into watcher.dead_letters
         (id, consumer, event_id, type, topic, partition, message_offset, message_key, headers, payload, error, attempts)
       values (uuidv7(), 'watcher', gen_random_uuid(), 'stock.updated', 'tandem.inventory.stock', 2, 41, $1, '{}',
         convert_to('{"note":"a test of a producer"}', 'UTF8'), 'UnparsableMessage: the version is missing', 5)`,
      [subject],
    );
  } finally {
    await client.end();
  }
}

test('a manager reads a message that nobody can handle, and discards it with a reason that stays', async ({
  page,
}) => {
  const subject = unique();
  await plantDeadLetter(subject);
  await signInToAdmin(page);
  await openPanel(page);
  await page.goto(`${stack().admin}/background-work?tab=dead-letters`);
  const row = page.getByTestId('dead-letters-table').getByRole('row').filter({ hasText: subject });
  await row.getByRole('button', { name: 'Stock changed', exact: true }).click();
  const details = page.getByTestId('work-details');
  await expect(details).toContainText('partition 2, offset 41');
  await expect(details).toContainText('"note": "a test of a producer"');
  await details.getByRole('button', { name: 'Discard' }).click();
  const dialog = page.getByTestId('discard-dialog');
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await expect(dialog).toContainText('Say why.');
  await dialog.getByLabel('Reason').fill('A producer was tried out.');
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('The message was discarded.')).toBeVisible();
  await expect(row).toBeHidden();
  await page.getByLabel('Also those dealt with').check();
  await expect(row).toContainText('Discarded');
  await row.getByRole('button', { name: 'Stock changed', exact: true }).click();
  await expect(details).toContainText('A producer was tried out.');
  await expect(details.getByRole('button', { name: 'Retry now' })).toHaveCount(0);
});

test('several messages are discarded at once', async ({ page }) => {
  const subject = unique();
  await plantDeadLetter(`${subject}-1`);
  await plantDeadLetter(`${subject}-2`);
  await signInToAdmin(page);
  await openPanel(page);
  await page.goto(`${stack().admin}/background-work?tab=dead-letters`);
  const rows = page.getByTestId('dead-letters-table').getByRole('row').filter({ hasText: subject });
  await expect(rows).toHaveCount(2);
  for (const row of await rows.all()) await row.getByRole('checkbox').check();
  const bar = page.getByTestId('work-bar');
  await expect(bar).toContainText('2 messages selected.');
  await bar.getByRole('button', { name: 'Discard' }).click();
  const dialog = page.getByTestId('discard-dialog');
  await dialog.getByLabel('Reason').fill('Both were tests.');
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('2 messages were discarded.')).toBeVisible(LIVE);
  await expect(rows).toHaveCount(0);
});

test('what was told of a part is handed to a topic for debugging, after a look at how much that is', async ({
  page,
}) => {
  const part = await createPart(`Replayed rim ${unique()}`, 4);
  await signInToAdmin(page);
  await openPanel(page);
  await page.getByRole('link', { name: 'Live events' }).click();
  await page.getByRole('link', { name: 'Replays' }).click();
  await expect(page.getByRole('heading', { name: 'Replay of events' })).toBeVisible();
  await chooseFrom(
    page.getByRole('combobox', { name: 'To', exact: true }),
    'A topic for debugging',
  );
  await page.getByLabel('Topic').fill('journey');
  await page.getByLabel('Only of').fill(String(part.id));
  const preview = page.getByTestId('replay-preview');
  await expect(async () => {
    await page.getByRole('button', { name: 'Preview' }).click();
    await expect(preview).toContainText('Part created: 1', { timeout: 3_000 });
    await preview.getByRole('button', { name: /^Hand over/ }).click({ timeout: 3_000 });
    const done = page
      .getByTestId('replays')
      .getByRole('listitem')
      .filter({ hasText: String(part.id) });
    await expect(done.first()).toContainText('Done', { timeout: 15_000 });
  }).toPass(SAMPLED);
  const replay = page.getByTestId('replays').getByRole('listitem').first();
  await expect(replay).toContainText('to tandem.debug.journey');
});

test('the home of the panel has numbers in its charts, which can be read as a table as well', async ({
  page,
}) => {
  const part = await createPart(`Charted chain ${unique()}`, 9);
  const staff = await Staff.signIn();
  await signInToAdmin(page);
  await openPanel(page);
  await page.goto(stack().admin);
  const charts = page.getByTestId('home-charts');
  await expect(charts.getByRole('heading', { level: 3 })).toHaveCount(11);
  const edits = page.getByTestId('chart-edits');
  await expect(async () => {
    await staff.setDescription(part.id, `<p>${unique()}</p>`);
    await expect(edits).toContainText(/99 of 100: [\d,.]+ ms/, { timeout: 15_000 });
  }).toPass(SAMPLED);
  await expect(edits.locator('canvas')).toBeVisible();
  await edits.getByText('As a table').click();
  await expect(edits.getByRole('columnheader')).toHaveText(['Time', '99 of 100', 'half of them']);
  await expect(edits.getByRole('cell').first()).toContainText('ms');
});
