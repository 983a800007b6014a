export interface Operation {
  security?: Record<string, unknown>[];
  parameters?: { name: string; in: string; schema?: { type?: string; maxLength?: number } }[];
  requestBody?: { content: Record<string, unknown> };
}

export interface Asked {
  what: string;
  path: string;
  raw?: string;
  headers?: Record<string, string>;
}

interface Route {
  method: string;
  path: string;
  operation: Operation;
}

const FORM = 'application/x-www-form-urlencoded';

/** Texts that have made searches, patterns and parsers slow; each is repeated up to what the field takes. */
const PIECES = [
  '-x ',
  'a ',
  '"a b" ',
  '( ',
  '%',
  "' ",
  'a.',
  'a@',
  '<b>',
  '&',
  'ß',
  '中 ',
  ' or ',
  '\\',
  '1',
];

const keys = (count: number) =>
  `{${Array.from({ length: count }, (_, n) => `"k${n}":1`).join(',')}}`;

/** Bodies that are dear to read, to count, to convert or to refuse. */
const BODIES: [what: string, raw: string][] = [
  ['60,000 fields', keys(60_000)],
  ['as many fields as are counted', keys(1_000)],
  ['1 MiB of text', JSON.stringify({ email: 'x'.repeat(1024 * 1024) })],
  ['as long a text as is read', JSON.stringify({ email: `a@${'a.'.repeat(32_000)}` })],
  ['a name of 60,000 characters', JSON.stringify({ ['k'.repeat(60_000)]: 1 })],
  ['a list in a list in a list', '['.repeat(30_000) + ']'.repeat(30_000)],
  ['objects as deep as they may be', '{"a":'.repeat(32) + keys(900) + '}'.repeat(32)],
  ['a number of 60,000 digits', `{"part_id":${'9'.repeat(60_000)}}`],
  ['30,000 numbers', `{"lines":[${'1,'.repeat(30_000)}1]}`],
  ['as many lists as are counted', `{"lines":[${'[],'.repeat(900)}{}]}`],
  ['quotes and backslashes', `{"a":"${'\\"\\\\'.repeat(15_000)}"}`],
];

/** Requests as dear as their limits let them be; the same ones for the same seed. */
export class Wasteful {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  requests(route: Route, rounds: number): Asked[] {
    const plain = route.path.replaceAll(/\{[^}]+\}/g, '1');
    const asked: Asked[] = [
      { what: 'many cookies', path: plain, headers: { cookie: 'a=b;'.repeat(3_000) } },
      { what: 'many hops', path: plain, headers: { 'x-forwarded-for': '1.2.3.4,'.repeat(1_500) } },
      { what: 'many parameters', path: `${plain}?${'q=a&'.repeat(3_000)}` },
      { what: 'many names', path: `${plain}?${this.names(1_500)}` },
      { what: 'many tags', path: plain, headers: { 'if-none-match': 'W/"a",'.repeat(2_000) } },
      { what: 'a long id', path: route.path.replaceAll(/\{[^}]+\}/g, '9'.repeat(4_000)) },
    ];
    if (route.method !== 'GET') asked.push(...this.bodies(route, plain, rounds));
    const parameters = (route.operation.parameters ?? []).filter((one) => one.in === 'query');
    if (parameters.length === 0) return asked;
    for (let n = 0; n < rounds; n += 1) {
      const query = new URLSearchParams();
      for (const { name, schema } of parameters) {
        if (name === 'cursor' || (name !== 'q' && this.below(4) > 0)) continue;
        query.set(name, this.value(schema));
      }
      asked.push({ what: query.toString(), path: `${plain}?${query}` });
    }
    return asked;
  }

  private bodies(route: Route, path: string, rounds: number): Asked[] {
    const form = Object.keys(route.operation.requestBody?.content ?? {}).includes(FORM);
    const headers: Record<string, string> = form ? { 'content-type': FORM } : {};
    const asked: Asked[] = BODIES.map(([what, raw]) => ({ what, path, raw, headers }));
    if (form) {
      asked.push({ what: 'a form of many fields', path, raw: 'a=1&'.repeat(2_000), headers });
      const many = Array.from({ length: 60_000 }, (_, n) => `k${n}=1`).join('&');
      asked.push({ what: 'a form of 60,000 fields', path, raw: many, headers });
      asked.push({ what: 'a form of percent signs', path, raw: '%'.repeat(8_000), headers });
    }
    for (let n = 0; n < rounds; n += 1) {
      const raw = JSON.stringify(this.tree(4));
      asked.push({ what: `body ${raw.slice(0, 80)}`, path, raw, headers });
    }
    return asked;
  }

  private tree(depth: number): unknown {
    const names = [
      'email',
      'password',
      'part_id',
      'quantity',
      'token',
      'lines',
      'version',
      'other',
    ];
    if (depth === 0 || this.below(3) === 0) return this.text(1 + this.below(4_000));
    if (this.below(3) === 0) {
      return Array.from({ length: this.below(8) }, () => this.tree(depth - 1));
    }
    return Object.fromEntries(
      names.filter(() => this.below(2) === 0).map((name) => [name, this.tree(depth - 1)]),
    );
  }

  private value(schema: { type?: string; maxLength?: number } | undefined): string {
    if (schema?.type === 'integer') return String(this.below(200));
    if (schema?.type === 'boolean') return this.below(2) === 0 ? 'true' : 'false';
    return this.text(Math.min(schema?.maxLength ?? 200, 1_000));
  }

  private text(length: number): string {
    const one = PIECES[this.below(PIECES.length)]!;
    const other = this.below(2) === 0 ? one : PIECES[this.below(PIECES.length)]!;
    return (one + other).repeat(length).slice(0, length);
  }

  private names(count: number): string {
    return Array.from({ length: count }, (_, n) => `k${n}=${this.below(10)}`).join('&');
  }

  /** mulberry32. */
  private below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  }
}
