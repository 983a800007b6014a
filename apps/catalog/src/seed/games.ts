import type { SeedPart } from './physical-parts.js';
import { draw, type Draw } from './random.js';
import { GENRES, PLATFORMS } from './taxonomy-data.js';

const FIRST = [
  'Ashen',
  'Azure',
  'Broken',
  'Crimson',
  'Distant',
  'Emerald',
  'Fading',
  'Frozen',
  'Gilded',
  'Hollow',
  'Infinite',
  'Iron',
  'Last',
  'Midnight',
  'Neon',
  'Restless',
  'Savage',
  'Silent',
  'Stellar',
  'Sunken',
  'Velvet',
  'Wandering',
] as const;
const SECOND = [
  'Armada',
  'Bastion',
  'Canyon',
  'Circuit',
  'Citadel',
  'Covenant',
  'Drift',
  'Dynasty',
  'Echoes',
  'Frontier',
  'Harbour',
  'Horizon',
  'Kingdom',
  'Labyrinth',
  'Legacy',
  'Odyssey',
  'Outpost',
  'Protocol',
  'Requiem',
  'Tides',
] as const;
const EDITION = ['', '', '', '', ' II', ' III', ': Complete Edition', ': Remastered'] as const;
const PUBLISHERS = [
  'Bluefin Interactive',
  'Copper Lantern',
  'Northgate Games',
  'Paper Kite',
  'Sixth Harbour',
  'Tallship',
] as const;
const DEVELOPERS = [
  'Amber Fox',
  'Cobalt Rook',
  'Lowtide Studio',
  'Meridian Works',
  'Oakline',
  'Quiet Giant',
  'Two Moons',
] as const;
const REGIONS = ['GLOBAL', 'GLOBAL', 'GLOBAL', 'EUROPE', 'UNITED STATES', 'LATAM'] as const;
const HEROES = [
  'a retired captain',
  'two sisters',
  'a courier',
  'an apprentice mage',
  'the last engineer',
  'a street racer',
] as const;
const PLACES = [
  'a drowned city',
  'the edge of known space',
  'a valley without night',
  'an empire at war',
  'an abandoned station',
] as const;

/** 300 games with keys of several regions and platforms. */
export function games(): SeedPart[] {
  const d = draw(20_240_502);
  const names = new Set<string>();
  while (names.size < 300) names.add(`${d.pick(FIRST)} ${d.pick(SECOND)}${d.pick(EDITION)}`);
  return [...names].map((name, n) => makeGame(name, n, d));
}

function makeGame(name: string, n: number, d: Draw): SeedPart {
  const genres = d.some(GENRES, d.int(1, 3));
  const platforms = d.some(PLATFORMS, d.int(1, 3)).map(([slug]) => slug);
  const year = d.int(2015, 2025);
  const players = d.pick(['1', '1-2', '1-4', '2-8', '1-64']);
  return {
    kind: 'game',
    sku: `GAME-${10_001 + n}`,
    part_name: name,
    description: `<p>In <em>${name}</em> you are ${d.pick(HEROES)} in ${d.pick(PLACES)}.</p><p>${genres.map(([, genre]) => genre).join(', ')} for ${players} players.</p>`,
    category:
      platforms.includes('pc') || platforms.includes('steam-deck') ? 'pc-games' : 'console-games',
    price_minor: d.pick([499, 999, 1499, 1999, 2499, 2999, 3999, 4999, 5999, 6999]),
    specifications: [
      { name: 'Players', value: players },
      { name: 'Age rating', value: d.pick(['PEGI 3', 'PEGI 7', 'PEGI 12', 'PEGI 16', 'PEGI 18']) },
      { name: 'Storage', value: String(d.int(2, 140)), unit: 'GB', group: 'System' },
      {
        name: 'Languages',
        value: d.pick(['English', 'English, German', 'English, French, German, Polish']),
      },
    ],
    motif: 'cover',
    pictures: d.int(1, 3),
    genres: genres.map(([slug]) => slug),
    platforms,
    region: d.pick(REGIONS),
    publisher: d.pick(PUBLISHERS),
    developer: d.pick(DEVELOPERS),
    release_date: `${year}-${String(d.int(1, 12)).padStart(2, '0')}-${String(d.int(1, 28)).padStart(2, '0')}`,
  };
}
