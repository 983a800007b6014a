import type { FastifyInstance, FastifyRequest } from 'fastify';

export interface Asked {
  at: string;
  method: string;
  path: string;
  query: unknown;
  body: unknown;
  /** 0: no answer was sent. */
  status: number;
}

type Watched = FastifyRequest & { asked?: Asked };

const KEPT = 10_000;

/** What the simulator was asked and how it answered, newest last. */
export class Requests {
  private asked: Asked[] = [];

  list(path?: string): readonly Asked[] {
    return path === undefined ? this.asked : this.asked.filter((one) => one.path === path);
  }

  clear(): void {
    this.asked = [];
  }

  watch(server: FastifyInstance, spared: (path: string) => boolean): void {
    server.addHook('onRequest', async (request: Watched, reply) => {
      const path = request.url.split('?')[0]!;
      if (spared(path)) return;
      const asked: Asked = {
        at: new Date().toISOString(),
        method: request.method,
        path,
        query: request.query,
        body: undefined,
        status: 0,
      };
      request.asked = asked;
      this.asked.push(asked);
      if (this.asked.length > KEPT) this.asked.shift();
      reply.raw.once('finish', () => (asked.status = reply.raw.statusCode));
    });
    // Read only then; a request that is turned away before has none.
    server.addHook('preValidation', async ({ asked, body }: Watched) => {
      if (asked) asked.body = body;
    });
  }
}
