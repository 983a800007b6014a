import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from './refusal.ts';

export interface Fault {
  /** A path, or the beginning of one followed by `*`. */
  path: string;
  method?: string;
  status?: number;
  code?: string;
  delay_ms?: number;
  /** How many requests it hits. Default 1. */
  times?: number;
  /** The request takes effect all the same: only its answer is spoilt. */
  applied?: boolean;
  /** The connection is cut instead of an answer. */
  drop?: boolean;
}

type Hit = FastifyRequest & { fault?: Fault };

/** What goes wrong next, as ordered by a test. */
export class Faults {
  private ordered: (Fault & { times: number })[] = [];

  order(fault: Fault): void {
    this.ordered.push({ ...fault, times: fault.times ?? 1 });
  }

  get pending(): readonly Fault[] {
    return this.ordered;
  }

  clear(): void {
    this.ordered = [];
  }

  take(method: string, path: string): Fault | undefined {
    const fault = this.ordered.find((one) => hits(one, method, path));
    if (!fault) return undefined;
    fault.times -= 1;
    this.ordered = this.ordered.filter((one) => one.times > 0);
    return fault;
  }

  /** Lets the ordered faults hit whatever `server` serves, except what `spared` names. */
  hit(server: FastifyInstance, spared: (path: string) => boolean): void {
    server.addHook('preHandler', async (request: Hit, reply) => {
      const path = request.url.split('?')[0]!;
      if (spared(path)) return;
      const fault = this.take(request.method, path);
      if (!fault) return;
      if (fault.applied) {
        request.fault = fault;
        return;
      }
      await pause(fault.delay_ms ?? 0);
      if (fault.drop) {
        reply.hijack();
        request.raw.socket.destroy();
      } else if (fault.status !== undefined) {
        await reply.code(fault.status).send(spoilt(fault));
      }
    });
    server.addHook('onSend', async (request: Hit, reply, payload) => {
      const { fault } = request;
      if (!fault) return payload;
      await pause(fault.delay_ms ?? 0);
      if (fault.drop) request.raw.socket.destroy();
      if (fault.status === undefined) return payload;
      reply.code(fault.status).removeHeader('content-length');
      reply.header('content-type', 'application/json');
      return JSON.stringify(spoilt(fault));
    });
  }
}

function hits(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method !== method) return false;
  return fault.path.endsWith('*') ? path.startsWith(fault.path.slice(0, -1)) : path === fault.path;
}

const spoilt = ({ status, code }: Fault) =>
  new Refusal(status ?? 500, code ?? 'ERR99', 'A fault of the simulator, as ordered').body;
