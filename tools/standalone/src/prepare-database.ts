import { prepareDatabase } from './prepare.ts';

await prepareDatabase(process.env);
// Modules of the services may hold timers or sockets that mean nothing to a job that is done.
process.exit(0);
