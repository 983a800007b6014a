import { IntField, TextField } from './dto-fields.js';

const DEFAULT_PAGE_SIZE = 24;
const MAX_PAGE_SIZE = 100;

/** 200 characters of four bytes, base64 and the rest of a place make 1,200; a front door takes a line of 8 KiB. */
const MAX_CURSOR_LENGTH = 4_096;

/** The two query parameters of every list. */
export class PageQuery {
  @IntField({ min: 1, max: MAX_PAGE_SIZE, default: DEFAULT_PAGE_SIZE, query: true })
  limit: number = DEFAULT_PAGE_SIZE;

  @TextField({
    text: 'machine',
    max: MAX_CURSOR_LENGTH,
    optional: true,
    description: 'The `next_cursor` of the previous page.',
  })
  cursor?: string;
}
