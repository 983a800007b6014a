// How a new consumer learns of what was there before it: see decision 0046. Harmless as often as it is run.
import { readEnv } from '@tandem/config';
import { SERVICES } from '@tandem/config/services';
import { loadService } from './load-service.ts';

const env = readEnv();
const only = process.argv.slice(2);
try {
  const unknown = only.filter((name) => !SERVICES.some((service) => service.name === name));
  if (unknown.length > 0) throw new Error(`there is no service ${unknown.join(', ')}`);
  for (const { name, prefix } of SERVICES) {
    if (only.length > 0 && !only.includes(name)) continue;
    const { snapshot } = await loadService(name);
    if (!snapshot) continue;
    const databaseUrl = env[`${prefix}_DATABASE_URL`];
    if (!databaseUrl) throw new Error(`${prefix}_DATABASE_URL is not set`);
    console.log(`${name}: ${await snapshot({ databaseUrl })} told`);
  }
} catch (error) {
  console.error((error as Error).stack);
  process.exit(1);
}
// Modules of the services may hold timers or sockets that mean nothing to a job that is done.
process.exit(0);
