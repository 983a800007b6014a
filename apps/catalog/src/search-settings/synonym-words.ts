import { invalidField } from '@tandem/kernel';
import { isOneRun, isUnspaced, wordsOf } from '../search/search-terms.js';
import { LONGEST_SYNONYM } from '../search/search-vocabulary.js';
import type { CreateSynonymDto } from './synonym.dto.js';

/** What a group of synonyms says, as it is kept. */
export type SynonymWords = Pick<CreateSynonymDto, 'kind' | 'words' | 'targets'>;

/**
 * The words as a search has them: small letters, without separators.
 * @throws DomainError 422 naming the field that makes no sense.
 */
export function synonymWords({ kind, words, targets }: CreateSynonymDto): SynonymWords {
  const plain = {
    kind,
    words: normalised('words', words),
    targets: normalised('targets', targets),
  };
  if (kind === 'equal' && plain.targets.length > 0)
    throw invalidField('targets', 'must be empty: words that are equal find each other');
  if (kind === 'equal' && plain.words.length < 2)
    throw invalidField('words', 'must be at least two different words');
  if (kind === 'one_way' && plain.targets.length === 0)
    throw invalidField('targets', 'must say what is found as well');
  const both = plain.words.find((word) => plain.targets.includes(word));
  if (both !== undefined) throw invalidField('targets', `must not hold “${both}” again`);
  return plain;
}

function normalised(field: string, texts: readonly string[]): string[] {
  const all = texts.map((text, i) => {
    const words = wordsOf(text.normalize('NFC'));
    if (isUnspaced(text) && !isOneRun(text))
      throw invalidField(`${field}.${i}`, 'must be one word where its script has no spaces');
    if (words.length === 0 || words.length > LONGEST_SYNONYM)
      throw invalidField(`${field}.${i}`, `must be one to ${LONGEST_SYNONYM} words`);
    return words.join(' ');
  });
  return [...new Set(all)].sort();
}
