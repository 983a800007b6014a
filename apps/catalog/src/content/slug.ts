/** Latin letters that do not come apart into a plain one and its mark. */
const LATIN: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
};

const asLatin = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[ßæœøđðþłħı]/g, (letter) => LATIN[letter]!);

/** The readable part of a page address: lower-case ASCII words joined by dashes; `fallback` when none are left. */
export function slugOf(name: string, fallback = 'part'): string {
  const slug = asLatin(name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '');
  return slug || fallback;
}

/** Whether letters of the name are missing in its slug, so that different names may have the same one. */
export function losesLetters(name: string): boolean {
  return /[^a-z]/.test(asLatin(name).replace(/[^\p{L}]/gu, ''));
}
