import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { draw, type Draw } from './draw.ts';
import { Refusal } from './refusal.ts';

export interface Fault {
  /** A path, or the beginning of one followed by `*`. */
  path: string;
  method?: string;
  /** Default: the one that goes with the code. */
  status?: number;
  code?: string;
  delay_ms?: number;
  /** How many requests it hits. Default 1; without end when it is a matter of chance. */
  times?: number;
  /** The request takes effect all the same: only its answer is spoilt. */
  applied?: boolean;
  /** The connection is cut instead of an answer. */
  drop?: boolean;
  /** The connection is cut, and the request takes effect so much later, when its caller has given it up. */
  late_ms?: number;
  /** The answer is JSON that breaks off, with status 200 unless another is given. */
  malformed?: boolean;
  /** Hits a request with this chance, from 0 to 1. Of several such faults each has its own. */
  probability?: number;
  /** The same seed hits the same requests. Default 1. */
  seed?: number;
}

type Ordered = Fault & { times: number; chance: Draw };
type Hit = FastifyRequest & { fault?: Fault };

const BROKEN_OFF = '{"status":';
/** Of a request that takes effect late: nothing goes wrong with it again. */
const LATE = 'x-sim-late';

/** What goes wrong next, as ordered by a test. */
export class Faults {
  private readonly statusOf: (code: string) => number;
  private ordered: Ordered[] = [];

  /** @param statusOf the status that the simulated system gives with a code. */
  constructor(statusOf: (code: string) => number = () => 500) {
    this.statusOf = statusOf;
  }

  order(fault: Fault): void {
    const { code, status = code === undefined ? undefined : this.statusOf(code) } = fault;
    const times = fault.times ?? (fault.probability === undefined ? 1 : Infinity);
    this.ordered.push({ ...fault, status, times, chance: draw(fault.seed ?? 1) });
  }

  get pending(): readonly Fault[] {
    return this.ordered.map(({ chance: _chance, ...fault }) => fault);
  }

  clear(): void {
    this.ordered = [];
  }

  take(method: string, path: string): Fault | undefined {
    const fault = this.ordered.find(
      (one) => hits(one, method, path) && one.chance.next() < (one.probability ?? 1),
    );
    if (!fault) return undefined;
    fault.times -= 1;
    this.ordered = this.ordered.filter((one) => one.times > 0);
    return fault;
  }

  /** Lets the ordered faults hit whatever `server` serves, except what `spared` names. */
  hit(server: FastifyInstance, spared: (path: string) => boolean): void {
    server.addHook('preHandler', async (request: Hit, reply) => {
      const path = request.url.split('?')[0]!;
      if (spared(path) || request.headers[LATE] !== undefined) return;
      const fault = this.take(request.method, path);
      if (!fault) return;
      if (fault.applied) {
        request.fault = fault;
        return;
      }
      await pause(fault.delay_ms ?? 0);
      if (fault.drop || fault.late_ms !== undefined) {
        reply.hijack();
        request.raw.socket.destroy();
        if (fault.late_ms !== undefined) setTimeout(() => again(server, request), fault.late_ms);
      } else if (isSpoilt(fault)) {
        await reply
          .code(fault.status ?? 200)
          .type('application/json')
          .send(spoilt(fault));
      }
    });
    server.addHook('onSend', async (request: Hit, reply, payload) => {
      const { fault } = request;
      if (!fault) return payload;
      await pause(fault.delay_ms ?? 0);
      if (fault.drop) request.raw.socket.destroy();
      if (!isSpoilt(fault)) return payload;
      reply.code(fault.status ?? 200).removeHeader('content-length');
      reply.header('content-type', 'application/json');
      return spoilt(fault);
    });
  }
}

function again(server: FastifyInstance, { method, url, headers, body }: Hit): void {
  const { 'content-length': _length, ...rest } = headers;
  void server.inject({
    method: method as 'PUT',
    url,
    headers: { ...rest, [LATE]: 'yes' },
    ...(body === undefined ? {} : { payload: body as object }),
  });
}

function hits(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method !== method) return false;
  return fault.path.endsWith('*') ? path.startsWith(fault.path.slice(0, -1)) : path === fault.path;
}

const isSpoilt = ({ status, malformed }: Fault) => status !== undefined || malformed === true;

function spoilt({ status, code, malformed }: Fault): string {
  if (malformed) return BROKEN_OFF;
  const refusal = new Refusal(status!, code ?? 'ERR99', 'A fault of the simulator, as ordered');
  return JSON.stringify(refusal.body);
}
