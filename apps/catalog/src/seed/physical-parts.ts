import type { Specification } from '@tandem/contracts';
import { BIKE_PRODUCTS } from './bike-products.js';
import { CAR_PRODUCTS } from './car-products.js';
import { COMPUTER_PRODUCTS } from './computer-products.js';
import type { Motif } from './pictures.js';
import { spec, type Product } from './product.js';
import { draw, type Draw } from './random.js';

export interface SeedPart {
  kind: 'physical' | 'game';
  sku: string;
  part_name: string;
  description: string;
  category: string;
  price_minor: number;
  specifications: Specification[];
  motif: Motif;
  pictures: number;
  genres: string[];
  platforms: string[];
  region: string | null;
  publisher: string | null;
  developer: string | null;
  release_date: string | null;
}

const PRODUCTS = [...CAR_PRODUCTS, ...BIKE_PRODUCTS, ...COMPUTER_PRODUCTS];
const EACH = 10;

/** 200 parts: ten of each product. */
export function physicalParts(): SeedPart[] {
  const d = draw(20_240_501);
  return PRODUCTS.flatMap((product) =>
    Array.from({ length: EACH }, (_, n) => makePart(product, n, d)),
  );
}

function makePart(product: Product, n: number, d: Draw): SeedPart {
  const { category, code, noun, motif, price, pitch } = product;
  const brand = product.brands[n % product.brands.length]!;
  const series = product.series[Math.floor(n / 2) % product.series.length]!;
  const specifications = [
    ...product.specs(d),
    spec('Brand', brand),
    spec('Warranty', d.pick([2, 3, 5]), 'years'),
  ];
  const told = specifications[product.inName]!;
  const [least, greatest] = price;
  return {
    kind: 'physical',
    sku: `${code}-${1001 + n * 7}`,
    part_name: `${brand} ${series} ${noun} ${told.value}${told.unit ? ` ${told.unit}` : ''}`,
    description: `<p>${pitch}</p><ul><li>${specifications
      .slice(0, 3)
      .map((s) => `${s.name}: ${s.value}${s.unit ? ` ${s.unit}` : ''}`)
      .join('</li><li>')}</li></ul><p>By <strong>${brand}</strong>, from the ${series} series.</p>`,
    category,
    price_minor: Math.round(d.int(least, greatest) / 100) * 100 - d.pick([1, 10, 5]),
    specifications,
    motif,
    pictures: d.int(1, 4),
    genres: [],
    platforms: [],
    region: null,
    publisher: null,
    developer: null,
    release_date: null,
  };
}
