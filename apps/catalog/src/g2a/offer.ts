import type { EventData, G2aProductUpserted, Money, Specification } from '@tandem/contracts';
import { DomainError, fromMinor, greatestMinor, isCurrency, isDay, toMinor } from '@tandem/kernel';
import { sanitiseDescription } from '../content/html.js';
import type { PartContent } from '../content/part-content.js';
import { LONGEST_NAME, type RefusalReason } from './refusal-words.js';

export type G2aProduct = EventData<typeof G2aProductUpserted>;

/** What a product says of a part, checked; what it is sorted into is still named. Kept, so that staff can return to it. */
export interface Offer {
  part_name: string;
  description: string;
  price: Money;
  categories: string[];
  genres: string[];
  platforms: string[];
  images: string[];
  specifications: Specification[];
  region: string | null;
  publisher: string | null;
  developer: string | null;
  release_date: string | null;
}

/** What products are sorted into, by the names that they use. */
export interface Terms {
  /** Of the categories that a product names the first below the root, else the root. */
  category(names: readonly string[]): string | null;
  genres(names: readonly string[]): string[];
  platforms(names: readonly string[]): string[];
  /** Some were made. */
  made: boolean;
}

/** Why a product can't be a part of the shop. */
export class Refusal {
  constructor(readonly reason: RefusalReason) {}
}

const LONGEST = { name: LONGEST_NAME, term: 100, value: 500, address: 2_000 };
const MOST = { terms: 20, specifications: 100, images: 10 };

/** What the shop takes of a product. Too long or too many of what is not needed is cut; without what is needed it is refused. */
export function offerOf(product: G2aProduct): Offer | Refusal {
  const part_name = line(product.name, LONGEST.name + 1);
  if (!part_name) return new Refusal('name_missing');
  if ([...part_name].length > LONGEST.name) return new Refusal('name_too_long');
  const price = priceOf(product.price);
  if (price instanceof Refusal) return price;
  const description = descriptionOf(product.description);
  if (description instanceof Refusal) return description;
  return {
    part_name,
    description,
    price,
    categories: namesOf(product.categories),
    genres: namesOf(product.genres),
    platforms: namesOf(product.platforms),
    images: addressesOf(product.images),
    specifications: specificationsOf(product.specifications),
    region: line(product.region, LONGEST.term) || null,
    publisher: line(product.publisher, LONGEST.name) || null,
    developer: line(product.developer, LONGEST.name) || null,
    release_date: isDay(product.release_date) ? product.release_date : null,
  };
}

/** The fields of an offer as a part has them; its images are fetched apart. */
export function offeredFields(offer: Offer, terms: Terms): Omit<Partial<PartContent>, 'images'> {
  const { categories, genres, platforms, images: _, ...same } = offer;
  return {
    ...same,
    category_id: terms.category(categories),
    genre_ids: terms.genres(genres),
    platform_ids: terms.platforms(platforms),
  };
}

/** One line without control characters, at most so many characters long. */
export function line(text: string | null, most: number): string {
  const clean = (text ?? '')
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return clean.length <= most ? clean : [...clean].slice(0, most).join('').trim();
}

function priceOf(price: Money | null): Money | Refusal {
  if (!price) return new Refusal('price_missing');
  if (!isCurrency(price.currency)) return new Refusal('currency_unknown');
  try {
    const minor = toMinor(price);
    if (minor <= 0n || minor > greatestMinor(price.currency)) return new Refusal('price_unusable');
    return fromMinor(minor, price.currency);
  } catch {
    return new Refusal('price_unusable');
  }
}

function descriptionOf(html: string): string | Refusal {
  try {
    return sanitiseDescription(html.toWellFormed().replaceAll('\0', ''));
  } catch (error) {
    if (error instanceof DomainError) return new Refusal('description_too_long');
    throw error;
  }
}

function namesOf(terms: readonly { name: string }[]): string[] {
  const names = terms.map(({ name }) => line(name, LONGEST.term)).filter(Boolean);
  return [...new Set(names)].slice(0, MOST.terms);
}

function addressesOf(images: readonly string[]): string[] {
  const usable = images.filter((url) => url.length <= LONGEST.address && /^https?:\/\//i.test(url));
  return [...new Set(usable)].slice(0, MOST.images);
}

function specificationsOf(given: G2aProduct['specifications']): Specification[] {
  return given
    .map(({ name, value, group }) => {
      const where = line(group, LONGEST.term);
      return {
        name: line(name, LONGEST.term),
        value: line(value, LONGEST.value),
        ...(where && { group: where }),
      };
    })
    .filter(({ name, value }) => name && value)
    .slice(0, MOST.specifications);
}
