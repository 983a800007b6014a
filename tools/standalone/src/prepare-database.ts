import { prepareDatabase } from './prepare.ts';

try {
  await prepareDatabase(process.env);
} catch (error) {
  const { message, stack, query } = error as Error & { query?: string };
  console.error(query ? `${message}\n  in: ${query.slice(0, 600)}\n${stack}` : (stack ?? message));
  process.exit(1);
}
// Modules of the services may hold timers or sockets that mean nothing to a job that is done.
process.exit(0);
