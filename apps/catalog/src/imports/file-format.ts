import { parse } from 'csv-parse/sync';
import { badFile } from './errors.js';
import { fieldOf } from './import-fields.js';

/** One row may hold a description of 50,000 characters of four bytes, and as much beside it. */
export const MOST_ROW_BYTES = 512 * 1024;
const MOST_COLUMNS = 200;
const LONGEST_NAME = 200;
const SAMPLES = 3;
const DELIMITERS = [',', ';', '\t', '|'];

/** What a file is, as its beginning tells. */
export interface FileFormat {
  format: 'csv' | 'jsonl';
  delimiter: string | null;
  names: string[];
  /** Of each column, what stands in the first rows. */
  samples: string[][];
  /** Where the first row of data begins, in bytes. */
  dataAt: number;
}

/**
 * @param head the first piece of a file; the row of names must end within.
 * @throws DomainError 422 naming `file` when nothing can be read from it.
 */
export function formatOf(head: Buffer): FileFormat {
  const text = head.toString('utf8');
  const begins = text.trimStart()[0];
  if (begins === undefined) throw badFile('is empty');
  if (text.includes('\0')) throw badFile('is no text: send CSV or JSON Lines');
  if (begins === '[') throw badFile('is a JSON list: send JSON Lines, one object a line');
  const found = begins === '{' ? jsonLines(text) : csv(head);
  const { names } = found;
  if (names.length > MOST_COLUMNS) throw badFile(`has more than ${MOST_COLUMNS} columns`);
  if (names.some((name) => name.length > LONGEST_NAME || name.includes('\ufffd')))
    throw badFile('has a column name that is too long or no UTF-8 text');
  const twice = names.find((name, n) => name !== '' && names.indexOf(name) !== n);
  if (twice !== undefined) throw badFile(`has two columns named ${twice}`);
  return found;
}

function csv(head: Buffer): FileFormat {
  const readings = DELIMITERS.map((delimiter) => read(head, delimiter));
  const [best] = readings.sort((a, b) => worth(b.names) - worth(a.names));
  if (!best?.names.some(Boolean)) throw badFile('does not begin with a row of column names');
  return best;
}

/** Names that are known count most: a comma may well stand in a name. */
const worth = (names: readonly string[]): number =>
  names.length + 1_000 * names.filter((name) => fieldOf(name) !== null).length;

interface Read {
  record: string[];
  info: { bytes: number };
}

function read(head: Buffer, delimiter: string): FileFormat {
  const rows = parse(head, {
    ...csvOptions(delimiter),
    info: true,
    to: SAMPLES + 1,
    skip_records_with_error: true,
  }) as unknown as Read[];
  const [header, ...data] = rows;
  const names = header?.record.map((name) => name.trim()) ?? [];
  return {
    format: 'csv',
    delimiter,
    names,
    samples: names.map((_, n) => data.map(({ record }) => short(record[n] ?? ''))),
    dataAt: header?.info.bytes ?? 0,
  };
}

/** How CSV is read everywhere: quotes that stand where none belong are text, and who counts the cells says what is wrong. */
export const csvOptions = (delimiter: string) => ({
  delimiter,
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: MOST_ROW_BYTES,
});

function jsonLines(text: string): FileFormat {
  const lines = text.split('\n').slice(0, SAMPLES);
  const rows = lines.filter((line) => line.trim()).map((line) => objectOf(line));
  const [first] = rows;
  if (!first) throw badFile('does not begin with a JSON object on a line of its own');
  const names = [...new Set(rows.flatMap((row) => Object.keys(row ?? {})))];
  const samples = names.map((name) => rows.map((row) => short(asText(row?.[name]))));
  return { format: 'jsonl', delimiter: null, names, samples, dataAt: 0 };
}

/** Null when the line is no JSON object. */
export function objectOf(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** A value of JSON Lines as a cell. */
export const asText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

const short = (text: string): string =>
  text.length > 80 ? `${[...text].slice(0, 80).join('')}…` : text;
