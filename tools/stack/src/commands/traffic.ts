import { UsageError } from '../errors.ts';
import { SHARES, type FrontDoorConfig } from '../front-doors.ts';
import { Home } from '../home.ts';
import { homeFolder } from './home-folder.ts';

const USAGE = `npm run traffic -- INSTANCE=PERCENT […]
  Divides a service's requests among its instances, from this moment on: catalog-2=5 tries it with every twentieth
  request, catalog-2=100 gives it all, catalog-2=0 none. Instances that are not named divide the rest.
npm run traffic -- --even
  All alike again.`;

/** Says to the front doors of the shop that runs here who gets how much. */
export async function trafficCommand(args: string[]): Promise<number> {
  const home = new Home(homeFolder());
  const config = home.readJson<FrontDoorConfig>('front-door.json');
  if (!home.readJson('stack.json') || !config)
    throw new UsageError(
      'no shop of several processes runs here: npm start -- --replicas catalog=2',
    );
  if (args.length === 1 && args[0] === '--even') {
    home.remove(SHARES);
    return 0;
  }
  const shares = sharesOf(args, config.services);
  home.writeJson(SHARES, shares);
  for (const [id, share] of Object.entries(shares)) console.log(`  ${id}: ${share * 100} %`);
  return 0;
}

/** @throws UsageError unless each names an instance and a part of all, and together they are no more than all. */
export function sharesOf(
  args: readonly string[],
  services: FrontDoorConfig['services'],
): Record<string, number> {
  if (args.length === 0) throw new UsageError(USAGE);
  const shares: Record<string, number> = {};
  for (const arg of args) {
    const [, id = '', percent = ''] = /^([a-z-]+-\d+)=(\d{1,3}(?:\.\d+)?)%?$/.exec(arg) ?? [];
    if (!id || Number(percent) > 100)
      throw new UsageError(`"${arg}" is not INSTANCE=PERCENT\n\n${USAGE}`);
    if (!Object.values(services).some((some) => some.some((one) => one.id === id)))
      throw new UsageError(`there is no instance "${id}"`);
    shares[id] = Number(percent) / 100;
  }
  for (const [name, instances] of Object.entries(services)) {
    const sum = instances.reduce((all, { id }) => all + (shares[id] ?? 0), 0);
    if (sum > 1) throw new UsageError(`${name} has no more than 100 % to give`);
    const isAll = instances.every(({ id }) => id in shares);
    if (isAll && sum === 0) throw new UsageError(`somebody has to answer for ${name}`);
  }
  return shares;
}
