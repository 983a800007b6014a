import { Readable } from 'node:stream';
import { applyDecorators, Header, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces } from '@nestjs/swagger';
import { defused, type Page } from '@tandem/kernel';
import { stringify } from 'csv-stringify/sync';
import { begun } from './begun.js';

const TYPES = { csv: 'text/csv', jsonl: 'application/jsonl' } as const;
type Format = keyof typeof TYPES;

/** Spreadsheets take a file with it for UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';
/** The most rows of a list's file: it is made while somebody waits for it. */
const MOST_ROWS = 100_000;
/** Services that are asked about a page answer about as many. */
const ROWS_AT_ONCE = 100;

/** The rows of a file, some at a time. What it returns at its end is a last line: that rows are missing, and how to get them. */
export type FilePages<Row> = AsyncGenerator<readonly Row[], string | undefined>;
/** The columns of a file: their names, and what each shows of a row. */
export type FileColumns<Row> = Readonly<Record<string, (row: Row) => unknown>>;

/** On a route that answers with a table as a file. */
export const AnswersFile = (format: Format): MethodDecorator =>
  applyDecorators(
    Header('cache-control', 'private, no-store'),
    ApiProduces(TYPES[format]),
    ApiOkResponse({ schema: { type: 'string', format: 'binary' } }),
  );

/** On a route that answers with all pages of a list as CSV: {@link csvFile} of {@link everyPage}. */
export const AnswersListFile = (summary: string): MethodDecorator =>
  applyDecorators(
    AnswersFile('csv'),
    ApiOperation({
      summary,
      description: `At most ${MOST_ROWS.toLocaleString('en')} rows. A file that has not all of them says so in its last line.`,
    }),
  );

/** What a list is asked for a file of it. */
interface ListPlace {
  limit: number;
  cursor?: string;
}

/**
 * All rows of a list, page by page as the one who saves them takes them, up to 100,000. Read with the list's own
 * query, so that a file has what the list shows.
 */
export async function* everyPage<Row>(
  read: (place: ListPlace) => Promise<Page<Row>>,
  mostRows = MOST_ROWS,
): FilePages<Row> {
  let cursor: string | undefined;
  let rows = 0;
  do {
    const page = await read({ limit: ROWS_AT_ONCE, ...(cursor !== undefined && { cursor }) });
    yield page.items;
    rows += page.items.length;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined && rows < mostRows);
  return cursor === undefined
    ? undefined
    : `There are more rows. A file has ${rows} at most: narrow the filters.`;
}

/**
 * A table as CSV, of which no cell runs as a formula.
 * @throws whatever the first page throws, while the answer can still say so.
 */
export async function csvFile<Row>(
  name: string,
  columns: FileColumns<Row>,
  pages: FilePages<Row>,
): Promise<StreamableFile> {
  return fileOf(name, 'csv', csvLines(columns, await begun(pages)));
}

/**
 * A table as JSON Lines.
 * @throws whatever the first page throws, while the answer can still say so.
 */
export async function jsonLinesFile<Row>(
  name: string,
  pages: FilePages<Row>,
): Promise<StreamableFile> {
  return fileOf(name, 'jsonl', jsonLines(await begun(pages)));
}

/** Lines are made as they are taken: whoever reads slowly has few of them in memory. */
const fileOf = (name: string, format: Format, lines: AsyncGenerator<string>): StreamableFile =>
  new StreamableFile(Readable.from(lines), {
    type: `${TYPES[format]}; charset=utf-8`,
    disposition: `attachment; filename="${name}.${format}"`,
  });

async function* csvLines<Row>(
  columns: FileColumns<Row>,
  pages: FilePages<Row>,
): AsyncGenerator<string> {
  const cells = Object.values(columns);
  yield BYTE_ORDER_MARK + stringify([Object.keys(columns)]);
  const note = yield* mapped(pages, (rows) =>
    stringify(rows.map((row) => cells.map((cell) => textOf(cell(row))))),
  );
  if (note !== undefined) yield stringify([[note]]);
}

async function* jsonLines<Row>(pages: FilePages<Row>): AsyncGenerator<string> {
  yield* mapped(pages, (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

async function* mapped<Row>(
  pages: FilePages<Row>,
  lines: (rows: readonly Row[]) => string,
): AsyncGenerator<string, string | undefined> {
  try {
    let page = await pages.next();
    for (; !page.done; page = await pages.next()) {
      if (page.value.length > 0) yield lines(page.value);
    }
    return page.value;
  } finally {
    await pages.return(undefined);
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  return defused(typeof value === 'object' ? JSON.stringify(value) : String(value));
}
