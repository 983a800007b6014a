import { serveUntilStopped } from '../common/process.ts';
import { readSettings } from './src/settings.ts';
import { startSimulator } from './src/simulator.ts';

const simulator = await startSimulator(readSettings(process.env));
serveUntilStopped('inventory', simulator, process.env.WAREHOUSE_SIM_WITH_PARENT === 'yes');
