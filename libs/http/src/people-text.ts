import { domainToASCII } from 'node:url';
import { Transform } from 'class-transformer';
import { registerDecorator } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { lengthOf } from '@tandem/kernel';

/**
 * What kind of text a field holds:
 * - `line`: names, reasons, SKU: one line, nothing that can't be seen;
 * - `paragraphs`: descriptions and notes: line breaks, tabs and the joiners that scripts need;
 * - `search`: words to look for: what can't be seen is left out and not refused;
 * - `machine`: tokens, cursors, addresses: visible ASCII, taken as it is.
 */
export type TextKind = 'line' | 'paragraphs' | 'search' | 'machine';

export interface TextRules {
  kind: TextKind;
  min: number;
  max: number;
}

/** Default-ignorable characters show nothing, or change what stands beside them: joiners, directions, selectors, fillers. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/u;
const ALL_UNSEEN = new RegExp(UNSEEN, 'gu');
/** The parts of an emoji that are unseen by themselves are part of what is seen: ✔️, 👩‍🔧, 🏴󠁧󠁢󠁳󠁣󠁴󠁿. */
const EMOJI =
  /\p{RGI_Emoji}|\p{Extended_Pictographic}[\ufe0e\ufe0f\p{Emoji_Modifier}]?(?:\u200d\p{Extended_Pictographic}[\ufe0e\ufe0f\p{Emoji_Modifier}]?)*/gv;
/** Controls other than tab and line feed, and what turns the direction of the text after it. */
const NOT_IN_PARAGRAPHS = /[^\P{Cc}\t\n]|[\u2028\u2029\u202a-\u202e\ufff9-\ufffb]/u;
const SEEN = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;
const VISIBLE_ASCII = /^[\x21-\x7e]*$/;

/** The one spelling that is kept and compared: composed (NFC), without space at its ends, line breaks as line feeds. */
function normalised(text: string, kind: TextKind): string {
  if (kind === 'machine') return text;
  const composed = text.normalize('NFC');
  if (kind === 'paragraphs') return composed.replace(/\r\n?/g, '\n');
  if (kind === 'search') return composed.replace(ALL_UNSEEN, ' ').trim();
  return composed.trim();
}

/**
 * The spelling that is kept of a text that was sent. One that is too long stays as it is, so that the rule refuses it: the
 * length that is published holds for what is sent, whatever of it is kept.
 */
export function received(text: string, { kind, max }: Pick<TextRules, 'kind' | 'max'>): string {
  return lengthOf(text) > max ? text : normalised(text, kind);
}

/** What is wrong with a received text; null when nothing is. */
export function textProblem(value: unknown, { kind, min, max }: TextRules): string | null {
  if (typeof value !== 'string') return 'must be a text';
  const length = lengthOf(value);
  if (length > max) {
    const most = `must have at most ${max} characters`;
    return lengthOf(normalised(value, kind)) > max ? most : `${most}, counted as they are sent`;
  }
  if (length < min) return `must have at least ${min} character${min === 1 ? '' : 's'}`;
  if (kind === 'machine') {
    return VISIBLE_ASCII.test(value) ? null : 'must consist of visible ASCII characters';
  }
  if (kind === 'paragraphs') {
    return NOT_IN_PARAGRAPHS.test(value) ? 'must not contain control characters' : null;
  }
  if (kind === 'line' && UNSEEN.test(value) && UNSEEN.test(value.replace(EMOJI, ''))) {
    return 'must not contain control or invisible characters';
  }
  return value !== '' && !SEEN.test(value) ? 'must contain a visible character' : null;
}

/** The rule of every field that holds text, with the normalising that comes before it. */
export function IsPeoplesText(rules: TextRules): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? received(value, rules) : value,
    ),
    named('isPeoplesText', (value) => textProblem(value, rules)),
  );
}

const EMAIL_LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const EMAIL_DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;
export const MAX_EMAIL_LENGTH = 254;
const MAX_LOCAL_LENGTH = 64;

/**
 * The one form of an e-mail address: compatible forms made one (NFKC), small letters, the domain as DNS knows it
 * (`münchen.example` is `xn--mnchen-3ya.example`). What is no address comes back as it is, for the rule to refuse.
 */
export function canonicalEmail(address: string): string {
  // As it is sent it has no more than the length that is published either.
  if (address.length > MAX_EMAIL_LENGTH) return address;
  const plain = address.trim();
  // The domain's mapping would drop what can't be seen, and make two addresses one.
  if (UNSEEN.test(plain)) return plain;
  const small = plain.normalize('NFKC').toLowerCase();
  const at = small.lastIndexOf('@');
  if (at === -1) return small;
  const domain = small.slice(at + 1);
  return `${small.slice(0, at)}@${domainToASCII(domain) || domain}`;
}

export function emailProblem(value: unknown): string | null {
  const wrong = 'must be an e-mail address';
  if (typeof value !== 'string') return wrong;
  if (value.length > MAX_EMAIL_LENGTH) return `must have at most ${MAX_EMAIL_LENGTH} characters`;
  const at = value.lastIndexOf('@');
  const [local, domain] = [value.slice(0, at), value.slice(at + 1)];
  const fits = at > 0 && local.length <= MAX_LOCAL_LENGTH && EMAIL_LOCAL.test(local);
  return fits && EMAIL_DOMAIN.test(domain) ? null : wrong;
}

/** The rule of every field that holds an e-mail address, which arrives in its one form. */
export function IsOneEmail(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? canonicalEmail(value) : value,
    ),
    named('isOneEmail', emailProblem),
  );
}

function named(name: string, problem: (value: unknown) => string | null): PropertyDecorator {
  return (target, key) => {
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(key),
      validator: {
        validate: (value: unknown) => problem(value) === null,
        defaultMessage: (args) => problem(args?.value) ?? '',
      },
    });
  };
}
