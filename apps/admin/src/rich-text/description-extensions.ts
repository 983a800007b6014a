import { DESCRIPTION_MARKUP } from '@tandem/contracts/markup';
import Subscript from '@tiptap/extension-subscript';
import Superscript from '@tiptap/extension-superscript';
import { TableKit } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';
import DOMPurify from 'dompurify';

const { tags, attributes, schemes } = DESCRIPTION_MARKUP;

/** What the editor knows: all that a description may hold, but lists of definitions. */
export const DESCRIPTION_EXTENSIONS = [
  StarterKit.configure({
    heading: { levels: [2, 3, 4] },
    link: {
      openOnClick: false,
      protocols: [...schemes],
      // The catalogue says what links get; what is set here would only be changed back.
      HTMLAttributes: { target: null, rel: null },
      isAllowedUri: (uri) => isLink(uri ?? ''),
    },
  }),
  Subscript,
  Superscript,
  TableKit.configure({ table: { resizable: false } }),
];

/** Whether a description may link there. */
export function isLink(address: string): boolean {
  return URL.canParse(address) && schemes.some((scheme) => address.startsWith(`${scheme}:`));
}

/** What the catalogue would keep of this HTML, near enough to be looked at: no script survives. */
export function safePreview(html: string): string {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: [...tags],
    ALLOWED_ATTR: Object.values(attributes).flat(),
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: new RegExp(`^(?:${schemes.join('|')}):`, 'i'),
  });
}

/** Names that the editor has another for, and what carries nothing. */
const SAME: Record<string, string> = { b: 'strong', i: 'em', thead: 'tbody' };
const EMPTY = new Set(['span', 'colgroup', 'col']);

/**
 * What of `before` is not in `after`: kinds of markup, or words. The editor drops what it does not know, and nobody who only
 * opens a description may lose something by it.
 */
export function lostMarkup(before: string, after: string): string[] {
  const [one, other] = [before, after].map((html) => {
    const { body } = new DOMParser().parseFromString(html, 'text/html');
    const found = [...body.querySelectorAll('*')].map((element) => element.localName);
    return {
      tags: new Set(found.map((tag) => SAME[tag] ?? tag).filter((tag) => !EMPTY.has(tag))),
      text: (body.textContent ?? '').replace(/\s+/g, ''),
    };
  }) as [{ tags: Set<string>; text: string }, { tags: Set<string>; text: string }];
  const lost = [...one.tags].filter((tag) => !other.tags.has(tag)).map((tag) => `<${tag}>`);
  return lost.length || one.text === other.text ? lost : ['some of its text'];
}
