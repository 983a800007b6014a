import { RequestValidationPipe } from '@tandem/http';
import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';

const MOST_QUERIES = 2_000;
const LONGEST_URL = 1_024;

/**
 * What query strings mean, checked once: shoppers ask the same few again and again, and checking
 * costs more than answering. Refusals are not remembered.
 */
export class KnownQueries<Q extends object, M extends object> {
  private readonly known = new LRUCache<string, M>({ max: MOST_QUERIES });
  private readonly pipe = new RequestValidationPipe();

  constructor(
    private readonly type: new () => Q,
    private readonly meaning: (query: Q) => M,
  ) {}

  /** The meaning of a query that was asked before. */
  get({ raw: { url } }: FastifyRequest): M | undefined {
    return this.known.get(url!);
  }

  /** @throws DomainError 422 when the query breaks a rule. */
  async learn(request: FastifyRequest): Promise<M> {
    const query = await this.pipe.transform(request.query, { type: 'query', metatype: this.type });
    const meaning = this.meaning(query as Q);
    const url = request.raw.url!;
    if (url.length <= LONGEST_URL) this.known.set(url, meaning);
    return meaning;
  }
}
