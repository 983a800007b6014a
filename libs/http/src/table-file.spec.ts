import { describe, expect, it } from '@jest/globals';
import { undefused } from '@tandem/kernel';
import { csvFile, everyPage, jsonLinesFile, type FilePages } from './table-file.js';

interface Row {
  id: number;
  text: string | null;
}

const COLUMNS = { id: ({ id }: Row) => id, text: ({ text }: Row) => text };
const textOf = async (file: Promise<{ getStream(): AsyncIterable<unknown> }>): Promise<string> => {
  let text = '';
  for await (const piece of (await file).getStream()) text += String(piece);
  return text;
};
async function* pagesOf(...pages: Row[][]): FilePages<Row> {
  yield* pages;
  return undefined;
}

/** A list of so many rows, two a page, that notes what it was asked. */
function listOf(rows: number) {
  const asked: (string | undefined)[] = [];
  const read = async ({ cursor }: { cursor?: string }) => {
    asked.push(cursor);
    const from = Number(cursor ?? 0);
    const items = Array.from({ length: Math.min(2, rows - from) }, (_, n) => ({
      id: from + n,
      text: null,
    }));
    return { items, next_cursor: from + 2 < rows ? String(from + 2) : null };
  };
  return { asked, read };
}

describe('a table as a file', () => {
  it('has its columns and every page, for a spreadsheet that runs no cell', async () => {
    const rows = [
      { id: -1, text: '=1+1' },
      { id: 2, text: 'a "b"' },
    ];
    const text = await textOf(csvFile('rows', COLUMNS, pagesOf(rows, [], [{ id: 3, text: null }])));
    expect(text).toBe(`\ufeffid,text\n-1,'=1+1\n2,"a ""b"""\n3,\n`);
    expect(undefused("'=1+1")).toBe('=1+1');
  });

  it('is a line of JSON a row', async () => {
    const file = jsonLinesFile('rows', pagesOf([{ id: 1, text: '=1' }], [{ id: 2, text: null }]));
    expect(await textOf(file)).toBe('{"id":1,"text":"=1"}\n{"id":2,"text":null}\n');
  });

  it('is refused by what its first page throws', async () => {
    const read = () => Promise.reject(new Error('no such order'));
    await expect(csvFile('rows', COLUMNS, everyPage(read))).rejects.toThrow('no such order');
  });

  it('reads no further than it is taken', async () => {
    const { asked, read } = listOf(10_000);
    const stream = (await csvFile('rows', COLUMNS, everyPage(read))).getStream();
    for await (const _ of stream) if (asked.length > 5) break;
    // The stream holds one page, and the file begins with one that is looked at first.
    expect(asked.length).toBeLessThanOrEqual(8);
    expect(stream.destroyed).toBe(true);
  });

  it('holds two pages at most of 10,000 rows, however slowly they are taken', async () => {
    const { asked, read } = listOf(10_000);
    let taken = 0;
    let ahead = 0;
    for await (const _ of (await csvFile('rows', COLUMNS, everyPage(read))).getStream()) {
      taken += 1;
      // What could be read further is read while the reader is away.
      await new Promise((resolve) => setImmediate(resolve));
      ahead = Math.max(ahead, asked.length - taken);
    }
    expect(asked).toHaveLength(5_000);
    expect(ahead).toBeLessThanOrEqual(2);
  });

  it('has every row of a list once, and says when there are more than it may have', async () => {
    const all = await textOf(csvFile('rows', COLUMNS, everyPage(listOf(9).read, 10)));
    expect(all.split('\n').slice(1, -1)).toEqual(Array.from({ length: 9 }, (_, n) => `${n},`));
    const cut = await textOf(csvFile('rows', COLUMNS, everyPage(listOf(9).read, 4)));
    expect(cut.split('\n').slice(4)).toEqual([
      '3,',
      'There are more rows. A file has 4 at most: narrow the filters.',
      '',
    ]);
  });
});
