import { readFileSync } from 'node:fs';

export const ROUTES = ['/parts', '/games', '/admin/parts', '/search-suggestions'];
const DOCUMENT = new URL('../../../../docs/openapi.json', import.meta.url);

/** What is asked for where any text or number would do, over what `fillWithParts` makes. Booleans and enums name theirs themselves. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  q: ['brake', 'bosch 1', 'mp 50001', 'braek', '"brake by bosch"', '刹车', 'b'],
  category: ['many-category-1', 'many-category-70'],
  genre: ['many-genre-1', 'many-genre-24'],
  platform: ['many-platform-8'],
  min_price: ['5', '900'],
  max_price: ['1000', '2.30'],
  limit: ['100', '1'],
  fields: ['id,part_name,description,price,stock'],
};
/** A suggestion is a page of its own size. */
const SUGGESTED = ['10', '1'];

/** Says where in a list a page begins; each list has its own, which `cursor` pages of these specs look at. */
const PLACE = 'cursor';

interface Parameter {
  name: string;
  schema: { type?: string; enum?: string[] };
}

interface Described {
  paths: Record<string, { get: { parameters: Parameter[] } }>;
}

const parametersOf = (route: string): Parameter[] => {
  const { paths } = JSON.parse(readFileSync(DOCUMENT, 'utf8')) as Described;
  return paths[`/api/v1${route}`]!.get.parameters.filter(({ name }) => name !== PLACE);
};

function valuesOf(route: string, { name, schema }: Parameter): readonly string[] {
  if (schema.enum) return schema.enum;
  if (schema.type === 'boolean') return name === 'facets' ? ['true'] : ['true', 'false'];
  return name === 'limit' && route === '/search-suggestions' ? SUGGESTED : (SAMPLES[name] ?? []);
}

/** Parameters of the lists, as the API's own description has them, that no sample is known of. */
export const withoutSamples = (): string[] =>
  ROUTES.flatMap((route) =>
    parametersOf(route)
      .filter((parameter) => valuesOf(route, parameter).length === 0)
      .map(({ name }) => `${route} ${name}`),
  );

/**
 * Each two parameters of a list with each of their values.
 * @param all without it, each two parameters once, and each value with some other
 */
export function pairsOfParameters(all: boolean): string[] {
  return ROUTES.flatMap((route) => {
    const parameters = parametersOf(route).map((one) => ({
      name: one.name,
      values: valuesOf(route, one),
    }));
    return parameters.flatMap((one, n) =>
      parameters.slice(n + 1).flatMap((other, m) => {
        const pairs = one.values.flatMap((value) =>
          other.values.map((others) => [value, others] as const),
        );
        const some = all ? pairs : pairs.filter((_, at) => at === (n * 5 + m * 3) % pairs.length);
        return some.map(
          ([value, others]) =>
            `${route}?${new URLSearchParams({ [one.name]: value, [other.name]: others })}`,
        );
      }),
    );
  });
}
