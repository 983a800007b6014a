import type { Synonym } from '@tandem/ui';

/** Words between commas. */
export const wordsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ),
];

export const listed = (words: readonly string[]): string => words.join(', ');

export const synonymText = ({ kind, words, targets }: Synonym): string =>
  kind === 'equal' ? words.join(' = ') : `${listed(words)} → ${listed(targets)}`;

export const languageText = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
