// `npm run consistency [-- <check> …]`: looks for records that contradict each other, while the shop is open. Ends with 1 when
// there are any, with 2 when it could not look.
import { CHECKS, findWrongInCache, lookForDifferences, type CheckName } from '@tandem/consistency';
import { openRunningShop } from './running-shop.ts';

const GRACE_MS = 5_000;
const only = process.argv.slice(2);
try {
  const unknown = only.filter((name) => !CHECKS.some((check) => check.name === name));
  if (unknown.length > 0)
    throw new Error(
      `there is no check "${unknown[0]}"; there are: ${CHECKS.map(({ name }) => name).join(', ')}`,
    );
  const shop = await openRunningShop();
  const names = only.length > 0 ? { names: only as CheckName[] } : {};
  const looks = await lookForDifferences(shop.query, { ...names, graceMs: GRACE_MS });
  for (const { check, rows } of looks) console.log(`  ${check}${rows > 0 ? `: ${rows} rows` : ''}`);
  const cached =
    shop.cache && only.length === 0
      ? await findWrongInCache((keys) => shop.cache!.readMany(keys), shop.query, {
          graceMs: GRACE_MS,
        })
      : [];
  if (!shop.cache)
    console.log('  the cache is in the memory of the services and was not looked at');
  const found = [...looks.flatMap(({ findings }) => findings), ...cached];
  for (const { check, says, about, id, has, due } of found)
    console.log(`\n✗ ${check}: ${about} ${id}\n  ${says}\n  has ${has}\n  due ${due}`);
  console.log(found.length === 0 ? '\nNo differences.' : `\n${found.length} differences.`);
  await shop.close();
  process.exitCode = found.length === 0 ? 0 : 1;
} catch (error) {
  console.error(`✗ ${(error as Error).message}`);
  process.exitCode = 2;
}
// A connection that could not be opened goes on trying.
process.exit();
