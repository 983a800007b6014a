import { readSettings } from './src/settings.ts';
import { startSimulator } from './src/simulator.ts';

const simulator = await startSimulator(readSettings(process.env));
// One line a parent process can read: with port 0 it is the only way to learn the address.
console.log(JSON.stringify({ simulator: 'g2a', url: simulator.url }));

const stop = () => void simulator.stop().then(() => process.exit(0));
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, stop);
}
// A spec that is killed can't stop what it has spawned: its end of the pipe closes instead.
if (process.env.G2A_SIM_WITH_PARENT === 'yes') process.stdin.resume().on('end', stop);
