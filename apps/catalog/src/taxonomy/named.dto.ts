import { IntField, TextField } from '@tandem/http';
import { SLUG, SLUG_MESSAGE } from './slug-rule.js';

/** What is said of a new category, genre or platform. */
export class NewNamedDto {
  @TextField({ min: 1, max: 100 })
  name!: string;

  @TextField({
    optional: true,
    max: 100,
    pattern: SLUG,
    patternMessage: SLUG_MESSAGE,
    description: 'Default: derived from the name.',
  })
  slug?: string;
}

/** What is changed of one; what is left out stays as it is. */
export class ChangedNamedDto {
  @TextField({ min: 1, max: 100, optional: true })
  name?: string;

  @TextField({ optional: true, max: 100, pattern: SLUG, patternMessage: SLUG_MESSAGE })
  slug?: string;

  @IntField({
    min: 1,
    optional: true,
    description: 'The version that the client read. An outdated version is refused with 409.',
  })
  version?: number;
}
