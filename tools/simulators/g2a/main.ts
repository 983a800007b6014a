import { readSettings } from './src/settings.ts';
import { startSimulator } from './src/simulator.ts';

const simulator = await startSimulator(readSettings(process.env));
// One line a parent process can read: with port 0 it is the only way to learn the address.
console.log(JSON.stringify({ simulator: 'g2a', url: simulator.url }));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => void simulator.stop().then(() => process.exit(0)));
}
