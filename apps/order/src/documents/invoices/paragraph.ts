import bidiFactory, { type BidiCharTypeName } from 'bidi-js';

// Its types promise an ES module; what Node loads is the function itself.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

/** Blocks of the scripts that run from right to left, their digits and their presentation forms. */
const RTL =
  '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufeff\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}';
const HAS_RTL = new RegExp(`[${RTL}]`, 'u');
/** A font would turn the digits of an Arabic number around when it got them in one go. */
const PIECES_LTR = new RegExp(`[${RTL}]\\p{M}*|[^${RTL}]+`, 'gu');
/** Letters that join belong together; all else is put in its place here. */
const PIECES_RTL = /[\p{L}\p{M}]+|\P{M}\p{M}*/gu;

/** No text asks for anything invisible but the one that keeps Persian letters from joining. */
const INVISIBLE = /(?!\u200c)\p{Default_Ignorable_Code_Point}/gu;
const SPACE = /[\s\p{Cc}]+/gu;
const NON_JOINER = '\u200c';

/** bidi-js looks at halves of the characters beyond U+FFFF; these stand in for them, one of each kind. */
const STAND_INS: Partial<Record<BidiCharTypeName, string>> = {
  R: 'א',
  AL: 'ا',
  AN: '٠',
  EN: '0',
  ON: '•',
  NSM: '\u0300',
};

/** What a font may print in one go. */
export interface Piece {
  text: string;
  rtl: boolean;
}

interface LevelRun {
  level: number;
  text: string;
}

/**
 * A paragraph of text in any direction (UAX #9). Its first strong letter decides where it begins. Controls of direction
 * are left out, so a name is laid out by its letters, and shows what it says.
 */
export class Paragraph {
  /** In the order in which it is read. */
  readonly text: string;
  readonly rtl: boolean;
  private readonly levels: Uint8Array | undefined;

  constructor(text: string) {
    const clean = text.replace(INVISIBLE, '').replace(SPACE, ' ').trim();
    if (!HAS_RTL.test(clean)) {
      this.text = clean.replaceAll(NON_JOINER, '');
      this.rtl = false;
      return;
    }
    this.text = clean;
    const { levels, paragraphs } = bidi.getEmbeddingLevels(halvesReplaced(this.text));
    this.levels = levels;
    this.rtl = paragraphs[0]!.level === 1;
  }

  /** One line of it, from left to right. */
  pieces(start = 0, end = this.text.length): Piece[] {
    if (!this.levels) return [{ text: this.text.slice(start, end), rtl: false }];
    return leftToRight(this.levelRuns(this.levels, start, end))
      .flatMap(piecesOf)
      .filter(({ text }) => text !== NON_JOINER);
  }

  private levelRuns(levels: Uint8Array, start: number, end: number): LevelRun[] {
    const runs: LevelRun[] = [];
    for (let at = start; at < end; at += 1) {
      const level = levels[at]!;
      const last = runs.at(-1);
      if (last?.level === level) last.text += this.text[at]!;
      else runs.push({ level, text: this.text[at]! });
    }
    return runs;
  }
}

/** Rule L2: from the highest level down, what stands at it or above is turned around. */
function leftToRight(runs: LevelRun[]): LevelRun[] {
  let ordered = runs;
  for (let level = Math.max(0, ...runs.map((run) => run.level)); level > 0; level -= 1) {
    const next: LevelRun[] = [];
    let turned: LevelRun[] = [];
    for (const run of ordered) {
      if (run.level >= level) {
        turned.unshift(run);
        continue;
      }
      next.push(...turned, run);
      turned = [];
    }
    ordered = [...next, ...turned];
  }
  return ordered;
}

function piecesOf({ level, text }: LevelRun): Piece[] {
  const rtl = level % 2 === 1;
  const pieces: string[] = text.match(rtl ? PIECES_RTL : PIECES_LTR) ?? [];
  if (!rtl) return pieces.map((piece) => ({ text: piece, rtl }));
  return pieces
    .map((piece) => ({ text: bidi.getMirroredCharacter(piece) ?? piece, rtl }))
    .reverse();
}

function halvesReplaced(text: string): string {
  return text.replace(/[\u{10000}-\u{10ffff}]/gu, (character) =>
    (STAND_INS[bidi.getBidiCharTypeName(character)] ?? 'a').repeat(2),
  );
}
