import { build } from '../build.ts';
import { UsageError } from '../errors.ts';
import { buildVersion, formerCommit } from '../former-version.ts';
import { takeFullFlag } from '../options.ts';
import { progress } from '../say.ts';
import { runJest } from './forward.ts';

const USAGE = `npm run upgrade-drill -- [--from REVISION] [--full]
  Builds the version before this one and replaces it by this one, and this one by it, under requests.
  REVISION: any that git knows; unless given the newest tag v… before this version, or the commit before the newest migration.`;

/** Up by one version and down again: not a step of CI, whose clone may have no former version (decision 0171). */
export async function upgradeDrillCommand(given: string[], stop: AbortController): Promise<number> {
  const { args, env } = takeFullFlag(given);
  const [flag, from, ...rest] = args;
  if (args.length > 0 && (flag !== '--from' || !from || rest.length > 0))
    throw new UsageError(USAGE);
  const say = progress();
  const commit = await formerCommit(from);
  await build({ sites: true }, say, stop.signal);
  const former = await buildVersion(commit, say, stop.signal);
  try {
    const projects = ['--selectProjects', 'drill'];
    return await runJest(projects, { ...env, TANDEM_FORMER_VERSION: former.folder }, stop);
  } finally {
    await former.remove();
  }
}
