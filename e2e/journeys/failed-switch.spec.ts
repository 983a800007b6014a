import { expect, type Page } from '@playwright/test';
import pg from 'pg';
import { test } from './another';
import { setSoon } from './moments';
import { createPart } from './parts';
import { signInToAdmin } from './sessions';
import { Staff } from './staff';
import { LIVE, openPanel, openShop, stack, unique } from './support';

const AUTHOR = 'content@tandem.test';
const bellOf = (page: Page) => page.getByRole('button', { name: /^Alerts/ });

test('what was planned and failed is tried again at once from its notice, and shoppers see it', async ({
  another,
  page,
}, info) => {
  const author = await Staff.signIn(AUTHOR);
  const part = await createPart(`Stuck ${unique()}`);
  const database = new pg.Client({ connectionString: stack().postgres });
  await database.connect();
  const fails = `public.fails_${part.id}`;
  const trigger = `fails_${part.id}`;
  try {
    await database.query(`
      create function ${fails}() returns trigger language plpgsql as $$ begin raise exception 'a failure of this journey'; end $$;
      create trigger ${trigger} before update on catalog.parts for each row
        when (old.id = ${part.id} and old.status = 'scheduled' and new.status = 'active') execute function ${fails}()`);
    await signInToAdmin(page, AUTHOR);
    await openPanel(page);
    const shopper = await another();
    await setSoon((at) => author.schedule(part.id, at));
    await openShop(shopper, `/parts/${part.id}`);
    await expect(shopper.getByTestId('part-gone')).toBeVisible();

    await bellOf(page).click();
    const notice = page
      .getByTestId('notices')
      .getByRole('listitem')
      .filter({ has: page.locator(`a[href$="/parts/${part.id}"]`) });
    await expect(notice).toContainText('could not be done at its time', LIVE);
    // The shop tries again by itself, after longer and longer pauses: in this journey after a day.
    const waits = async () => {
      const { rowCount } = await database.query(
        `update catalog_jobs.job set start_after = now() + interval '1 day'
          where name = 'switch-price' and singleton_key = $1 and state = 'retry'`,
        [String(part.id)],
      );
      return rowCount;
    };
    await expect.poll(waits, LIVE).toBe(1);
    await database.query(`drop trigger ${trigger} on catalog.parts`);
    await page.screenshot({ path: info.outputPath('planned.png') });
    await notice.getByRole('button', { name: 'Try again' }).click();
    await expect(notice).toBeHidden();
    await expect(shopper.getByTestId('part-name')).toHaveText(part.part_name, LIVE);
  } finally {
    await database.query(`drop function ${fails}() cascade`);
    await database.end();
  }
});
