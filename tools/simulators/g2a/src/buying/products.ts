import type { FastifyInstance } from 'fastify';
import { refuse } from './refuse.ts';
import { toSeconds, type Catalogue, type Filter } from './catalogue.ts';

const PAGE_SIZE = 20;

type Query = Record<string, string | string[] | undefined>;

/** `GET /v1/products`: a filter shows its first rows, 10,000 at the real G2A, and no more. */
export function addProducts(server: FastifyInstance, catalogue: Catalogue, mostRows: number): void {
  const lastPage = Math.ceil(mostRows / PAGE_SIZE);
  server.get<{ Querystring: Query }>('/v1/products', async ({ query }) => {
    const page = numberOf(query, 'page') ?? 1;
    if (!Number.isInteger(page) || page < 1 || page > lastPage) {
      throw refuse('BR02', `page must be from 1 to ${lastPage}`);
    }
    const { total, numbers } = catalogue.page(filterOf(query), page, PAGE_SIZE);
    return { total, page, docs: numbers.map((n) => catalogue.view(n)) };
  });
}

function filterOf(query: Query): Filter {
  const id = textOf(query, 'id');
  if (id !== undefined && !/^\d{1,20}$/.test(id)) throw refuse('PR01', 'Invalid product id');
  return {
    id,
    minQty: numberOf(query, 'minQty'),
    minPriceFrom: numberOf(query, 'minPriceFrom'),
    minPriceTo: numberOf(query, 'minPriceTo'),
    includeOutOfStock: ['1', 'true'].includes(textOf(query, 'includeOutOfStock') ?? ''),
    updatedFrom: timeOf(query, 'updatedAtFrom'),
    updatedTo: timeOf(query, 'updatedAtTo'),
  };
}

/** Empty counts as absent; of a parameter that is given twice the last one counts. */
function textOf(query: Query, name: string): string | undefined {
  const value = query[name];
  return (Array.isArray(value) ? value.at(-1) : value) || undefined;
}

function numberOf(query: Query, name: string): number | undefined {
  const text = textOf(query, name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isFinite(number) || number < 0) throw refuse('BR02', `${name} must be a number`);
  return number;
}

function timeOf(query: Query, name: string): number | undefined {
  const text = textOf(query, name);
  if (text === undefined) return undefined;
  const seconds = toSeconds(text);
  if (Number.isNaN(seconds)) throw refuse('BR02', `${name} must be yyyy-mm-dd hh:mm:ss`);
  return seconds;
}
