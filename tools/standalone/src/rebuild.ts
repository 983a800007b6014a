// `npm run rebuild -- <projection> …`: makes a projection anew from its owner, slice by slice, while the shop is open. Harmless
// as often as it is run.
import { openRunningShop } from './running-shop.ts';
import { chosenProjections, PROJECTIONS } from './projections.ts';

try {
  const names = chosenProjections(process.argv.slice(2));
  const shop = await openRunningShop();
  for (const name of names) console.log(`${name}: ${await PROJECTIONS[name](shop)}`);
  await shop.close();
} catch (error) {
  console.error(`✗ ${(error as Error).message}`);
  process.exitCode = 1;
}
// Modules of the services may hold timers or sockets that mean nothing to a job that is done.
process.exit();
