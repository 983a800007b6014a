import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from 'fontkit';
import { unpackWoff } from './unpack-woff.js';

/** A piece of text that one font can print. */
export interface Run {
  text: string;
  fallback: boolean;
}

const require = createRequire(import.meta.url);
const DEJAVU = 'dejavu-fonts-ttf/ttf/';
const UNIFONT = '@fontsource/unifontex/files/unifontex-latin-400-normal.woff';

/**
 * Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian, Georgian in DejaVu Sans (free licence of Bitstream Vera and Arev);
 * what else the Basic Multilingual Plane holds, Chinese to Thai, in Unifont EX (OFL 1.1), which is coarse, and complete.
 * Read when first needed; the second by few invoices only.
 */
class InvoiceFonts {
  readonly regular = lazily(() => readFileSync(require.resolve(`${DEJAVU}DejaVuSans.ttf`)));
  readonly bold = lazily(() => readFileSync(require.resolve(`${DEJAVU}DejaVuSans-Bold.ttf`)));
  readonly fallback = lazily(() => unpackWoff(readFileSync(require.resolve(UNIFONT))));
  /** The bold face prints a little less than the regular one; both must know a character. */
  private readonly known = lazily(() => {
    const bold = new Set(charactersOf(this.bold()));
    return new Set(charactersOf(this.regular()).filter((character) => bold.has(character)));
  });

  /** The text as pieces of one font each. */
  runs(text: string): Run[] {
    const runs: Run[] = [];
    for (const character of text) {
      const last = runs.at(-1);
      const fallback = character === ' ' ? (last?.fallback ?? false) : !this.knows(character);
      if (last?.fallback === fallback) last.text += character;
      else runs.push({ text: character, fallback });
    }
    return runs;
  }

  private knows(character: string): boolean {
    return this.known().has(character.codePointAt(0)!);
  }
}

function charactersOf(file: Buffer): number[] {
  const font = create(file);
  return 'characterSet' in font ? font.characterSet : [];
}

function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

export const invoiceFonts = new InvoiceFonts();
