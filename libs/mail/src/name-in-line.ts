const CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const RTL =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';

/** A name without controls of direction: with them it could read as another one, or turn around what stands beside it. */
function plainName(name: string): string {
  return name.replace(CONTROLS, '');
}

/** A name that other words stand beside: numbers after Arabic would otherwise move to its other side. */
export function nameInLine(name: string): string {
  const plain = plainName(name);
  return RTL.test(plain) ? `${ISOLATE}${plain}${END_OF_ISOLATE}` : plain;
}

const LONGEST_NAME = 40;
/** What mail programs turn into a link by themselves: addresses, schemes, `www.`, domains and numbers of hosts. */
const LINK = /[@\\]|\/\/|\p{L}[\p{L}\p{N}+.-]+:\S|www\.|[\p{L}\p{N}]\.\p{L}{2}|\d\.\d+\.\d+\.\d/iu;
const BREAK = /[\p{Cc}\p{Zl}\p{Zp}]/u;
/** Dots that are a domain's dot to a browser, beside those that NFKC makes one. */
const DOTS = /[\u3002\uff61\u2024\u2027]/g;

/**
 * A person's name as a mail may carry it; empty when it could be a message in place of a name. It is then left out: what
 * a cut leaves could be the link.
 */
export function nameForMail(name: string | null | undefined): string {
  const plain = plainName(name ?? '').trim();
  const seen = plain
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .normalize('NFKC')
    .replace(DOTS, '.');
  if ([...plain].length > LONGEST_NAME || BREAK.test(plain) || LINK.test(seen)) return '';
  return plain;
}
