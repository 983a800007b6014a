import { describe, expect, it } from '@jest/globals';
import { categoriesLike, completionsOf } from './matching-words.js';

const category = (name: string, count: number, children: ReturnType<typeof node>[] = []) =>
  node(name, count, children);
function node(name: string, count: number, children: unknown[]): never {
  return { id: name, slug: name.toLowerCase(), former_slugs: [], name, count, children } as never;
}

describe('a word that is not finished', () => {
  it('is finished as most names do', () => {
    const names = ['Brake disc', 'Front brake pad', 'Bracket', 'Brass ring', 'Brass nut', 'Brake'];
    expect(completionsOf(['front', 'bra'], names)).toEqual(['front brake', 'front brass']);
  });

  it('is left when it is a whole one, and no name goes on', () => {
    expect(completionsOf(['brake'], ['Brake disc'])).toEqual([]);
    expect(completionsOf([], ['Brake disc'])).toEqual([]);
  });
});

describe('categories', () => {
  const tree = [
    category('Car parts', 9, [category('Brakes', 4), category('Éclairage', 2)]),
    category('Brackets', 0),
    category('Parts for brakes', 6),
  ];
  const like = (typed: string) => categoriesLike(typed, tree).map(({ name }) => name);

  it('are meant by the beginnings of their words, those that begin so first', () => {
    expect(like('bra')).toEqual(['Brakes', 'Parts for brakes']);
    expect(like('pa bra')).toEqual(['Parts for brakes']);
  });

  it('are meant without their accents', () => {
    expect(like('ecl')).toEqual(['Éclairage']);
  });

  it('are none where something else was typed, or nothing', () => {
    expect(like('brax')).toEqual([]);
    expect(like(' - ')).toEqual([]);
  });
});
