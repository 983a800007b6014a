/** The readable part of a page address: lower-case ASCII words joined by dashes; `fallback` when none are left. */
export function slugOf(name: string, fallback = 'part'): string {
  const slug = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replace(/^-+|-+$/g, '');
  return slug || fallback;
}
