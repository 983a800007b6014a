import type { Specification } from '@tandem/contracts';
import type { Motif } from './pictures.js';
import type { Draw } from './random.js';

/** A kind of physical part, from which several are made. */
export interface Product {
  category: string;
  code: string;
  noun: string;
  motif: Motif;
  brands: readonly string[];
  series: readonly string[];
  /** Least and greatest price in cents. */
  price: readonly [number, number];
  pitch: string;
  specs: (d: Draw) => Specification[];
  /** The specification that belongs in the name. */
  inName: number;
}

export const LEVELS = ['Base', 'Comfort', 'Sport', 'Pro', 'Ultra'] as const;

export const spec = (
  name: string,
  value: string | number,
  unit?: string,
  group?: string,
): Specification => ({
  name,
  value: String(value),
  ...(unit ? { unit } : {}),
  ...(group ? { group } : {}),
});
export const sizes = (d: Draw, of: readonly number[]): number => d.pick(of);
