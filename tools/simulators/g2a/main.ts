import { serveUntilStopped } from '../common/process.ts';
import { readSettings } from './src/settings.ts';
import { startSimulator } from './src/simulator.ts';

const simulator = await startSimulator(readSettings(process.env));
serveUntilStopped('g2a', simulator, process.env.G2A_SIM_WITH_PARENT === 'yes');
