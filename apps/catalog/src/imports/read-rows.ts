import { Readable, pipeline } from 'node:stream';
import { parse, type CsvError, type Options } from 'csv-parse';
import { csvOptions, MOST_ROW_BYTES, objectOf } from './file-format.js';

/** A row of a file. */
export interface FileRow {
  /** As a spreadsheet counts them: the names of the columns are row 1. In JSON Lines the line. */
  row: number;
  /** Where the next one begins, in bytes. */
  end: number;
  /** How much of the file it is. */
  bytes: number;
  /** A list of cells, or an object; null for a row without anything. */
  cells: string[] | Record<string, unknown> | null;
  /** Why it can't be read. */
  unreadable?: string;
}

/** From here on nothing of a file can be told apart, as behind a quotation mark that is never closed. */
export class BrokenFile extends Error {}

export interface Place {
  position: number;
  row: number;
}

type Bytes = AsyncIterable<Buffer>;

/**
 * The rows of a file from a place on, one after the other: a few are in memory, however large the file is.
 * @throws BrokenFile
 */
export function readRows(
  bytes: Bytes,
  { format, delimiter }: { format: string; delimiter: string | null },
  from: Place,
): AsyncGenerator<FileRow> {
  return format === 'csv' ? csvRows(bytes, delimiter ?? ',', from) : jsonRows(bytes, from);
}

async function* csvRows(bytes: Bytes, delimiter: string, from: Place): AsyncGenerator<FileRow> {
  let { row, position } = from;
  let broken: BrokenFile | undefined;
  const options = {
    ...csvOptions(delimiter),
    // An error would end the stream at once, and the good rows before it would be lost.
    skip_records_with_error: true,
    on_skip: (error?: CsvError) =>
      void (broken ??= new BrokenFile(whyBroken(error?.code, row + 1))),
    on_record: (record: string[], { bytes: read }: { bytes: number }): unknown => {
      if (broken) return null;
      row += 1;
      const end = from.position + read;
      const size = end - position;
      position = end;
      const isEmpty = record.every((cell) => cell.trim() === '');
      return { row, end, bytes: size, cells: isEmpty ? null : record, ...readable(record) };
    },
  };
  const parser = parse(options as Options);
  // A failure of the source destroys the parser with it, which the loop below throws.
  pipeline(Readable.from(bytes, { objectMode: false }), parser, () => {});
  for await (const one of parser) yield one as unknown as FileRow;
  if (broken) throw broken;
}

const whyBroken = (code: string | undefined, row: number): string =>
  code === 'CSV_QUOTE_NOT_CLOSED'
    ? `Row ${row} has a quotation mark that is never closed.`
    : `Row ${row} is longer than ${MOST_ROW_BYTES / 1024} KiB, or a quotation mark in it is never closed.`;

const NO_UTF8 = 'holds characters that can’t be read: save the file as UTF-8';

const readable = (record: readonly string[]): { unreadable?: string } =>
  record.some((cell) => cell.includes('\ufffd')) ? { unreadable: NO_UTF8 } : {};

const LINE_FEED = 0x0a;

async function* jsonRows(bytes: Bytes, from: Place): AsyncGenerator<FileRow> {
  let { row, position } = from;
  let rest: Buffer = Buffer.alloc(0);
  const next = (line: Buffer, size: number): FileRow => {
    row += 1;
    position += size;
    return { row, end: position, bytes: size, ...lineOf(line) };
  };
  for await (const piece of bytes) {
    rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let at = 0;
    for (let end = rest.indexOf(LINE_FEED); end !== -1; end = rest.indexOf(LINE_FEED, at)) {
      yield next(rest.subarray(at, end), end + 1 - at);
      at = end + 1;
    }
    rest = rest.subarray(at);
    if (rest.length > MOST_ROW_BYTES)
      throw new BrokenFile(`Row ${row + 1} is longer than ${MOST_ROW_BYTES / 1024} KiB.`);
  }
  if (rest.length > 0) yield next(rest, rest.length);
}

function lineOf(line: Buffer): Pick<FileRow, 'cells' | 'unreadable'> {
  const text = line.toString('utf8');
  if (text.trim() === '') return { cells: null };
  if (text.includes('\ufffd')) return { cells: { line: text }, unreadable: NO_UTF8 };
  const cells = objectOf(text);
  return cells ? { cells } : { cells: { line: text }, unreadable: 'is no JSON object' };
}
