import type { Home, Secrets } from '../home.ts';
import type { ManagedProcess, ProcessPlan } from '../managed-process.ts';
import type { PortBook } from '../ports.ts';

/** What a backing service needs from the stack that starts it. */
export interface BackingContext {
  home: Home;
  ports: PortBook;
  secrets: Secrets;
  signal: AbortSignal;
  say: (message: string) => void;
  supervise: (plan: Omit<ProcessPlan, 'logFile'>) => ManagedProcess;
}

/** A real backing service in use: its address, where it came from, and its process when this stack runs it. */
export interface BackingService<Address> {
  address: Address;
  /** What services are given instead, when they are led there another way. */
  toServices?: Address;
  origin: string;
  process?: ManagedProcess;
}
