import { join } from 'node:path';
import { build } from '../build.ts';
import { inForeground } from '../foreground.ts';
import { ROOT } from '../home.ts';
import { takeFullFlag } from '../options.ts';
import { progress } from '../say.ts';
import { startTestBacking } from '../test-backing.ts';

/** Unit and integration tests against real backing services; arguments go to Jest, but for --full. */
export async function testCommand(given: string[], stop: AbortController): Promise<number> {
  const { args, env } = takeFullFlag(given);
  const say = progress();
  const began = startTestBacking(say, stop.signal);
  // Some specs start built programs, and a library used from a spec's child process comes from dist.
  const [backing] = await Promise.all([began, build({ sites: false }, say, stop.signal)]).catch(
    async (error) => {
      await began.then((backing) => backing.stop()).catch(() => undefined);
      throw error;
    },
  );
  try {
    const projects = args.includes('--selectProjects') ? [] : ['--selectProjects', 'unit', 'int'];
    return await inForeground(
      [
        '--experimental-vm-modules',
        '--no-warnings',
        join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'),
        // A Kafka connection that a spec left open lives ten minutes, and a CI run would wait for it.
        '--forceExit',
        // A third one made each spec slower, and the run of two processors hardly shorter.
        '--maxWorkers=2',
        // Node keeps the modules of each file's sandbox: a process that has run many files makes room for a new one.
        '--workerIdleMemoryLimit=1GB',
        // Positional arguments are patterns, and --selectProjects would swallow them if it came first.
        ...args,
        ...projects,
      ],
      { ...backing.env, ...env },
      stop,
    );
  } finally {
    await backing.stop();
  }
}
