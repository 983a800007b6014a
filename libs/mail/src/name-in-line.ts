const CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const RTL =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
const ISOLATE = '\u2068';
const END_OF_ISOLATE = '\u2069';

/** A name without controls of direction: with them it could read as another one, or turn around what stands beside it. */
export function plainName(name: string): string {
  return name.replace(CONTROLS, '');
}

/** A name that other words stand beside: numbers after Arabic would otherwise move to its other side. */
export function nameInLine(name: string): string {
  const plain = plainName(name);
  return RTL.test(plain) ? `${ISOLATE}${plain}${END_OF_ISOLATE}` : plain;
}
