import { backingCommand } from './commands/backing.ts';
import { backupCommand, restoreCommand } from './commands/backup.ts';
import { benchCommand, buildCommand, e2eCommand, systemCommand } from './commands/forward.ts';
import { resetCommand } from './commands/reset.ts';
import { startCommand } from './commands/start.ts';
import { testCommand } from './commands/test.ts';
import { trafficCommand } from './commands/traffic.ts';
import { upgradeDrillCommand } from './commands/upgrade-drill.ts';
import { Interrupted, StartError, UsageError } from './errors.ts';
import { AlreadyRunning } from './stack.ts';

const COMMANDS: Record<string, (args: string[], stop: AbortController) => Promise<number>> = {
  start: startCommand,
  test: testCommand,
  reset: resetCommand,
  backing: backingCommand,
  bench: benchCommand,
  e2e: e2eCommand,
  system: systemCommand,
  build: buildCommand,
  backup: backupCommand,
  restore: restoreCommand,
  traffic: trafficCommand,
  'upgrade-drill': upgradeDrillCommand,
};

const [name = '', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
const stop = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => stop.abort());
// The bootstrap that started this is gone, killed or not: nobody is left to stop the stack.
process.on('disconnect', () => stop.abort());
process.channel?.unref();
// A closed terminal must not turn the last lines of an orderly stop into a crash.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

try {
  if (!command) throw new UsageError(`commands: ${Object.keys(COMMANDS).join(', ')}`);
  process.exitCode = await command(args, stop);
} catch (error) {
  process.exitCode = explain(error);
}
process.exit();

function explain(error: unknown): number {
  if (error instanceof Interrupted || stop.signal.aborted) return 130;
  if (error instanceof UsageError) {
    console.error(`✗ ${error.message}`);
    return 64;
  }
  if (error instanceof AlreadyRunning) {
    console.error(`✗ ${error.message}.`);
    if (error.info) console.error(`  shop ${error.info.shop}   admin ${error.info.admin}`);
    return 1;
  }
  if (error instanceof StartError) {
    console.error(`\n✗ ${error.message}\n  What to do: ${error.advice}`);
    return 1;
  }
  console.error(error);
  return 1;
}
