// `npm run rebuild -- <projection> …`: makes a projection anew from its owner, slice by slice, while the shop is open. Harmless
// as often as it is run.
import { openRunningShop } from './running-shop.ts';
import { PROJECTIONS } from './projections.ts';

const names = process.argv.slice(2);
try {
  const unknown = names.find((name) => !(name in PROJECTIONS));
  if (names.length === 0 || unknown !== undefined)
    throw new Error(
      `${unknown ? `there is no projection "${unknown}"; there` : 'There'} are: ${Object.keys(PROJECTIONS).join(', ')}`,
    );
  const shop = await openRunningShop();
  for (const name of names)
    console.log(`${name}: ${await PROJECTIONS[name as keyof typeof PROJECTIONS](shop)}`);
  await shop.close();
} catch (error) {
  console.error(`✗ ${(error as Error).message}`);
  process.exitCode = 1;
}
// Modules of the services may hold timers or sockets that mean nothing to a job that is done.
process.exit();
