export interface SeedCategory {
  slug: string;
  name: string;
  children?: SeedCategory[];
}

export const CATEGORIES: SeedCategory[] = [
  {
    slug: 'car',
    name: 'Car',
    children: [
      {
        slug: 'car-brakes',
        name: 'Brakes',
        children: [
          { slug: 'brake-discs', name: 'Brake discs' },
          { slug: 'brake-pads', name: 'Brake pads' },
        ],
      },
      {
        slug: 'car-engine',
        name: 'Engine',
        children: [
          { slug: 'oil-filters', name: 'Oil filters' },
          { slug: 'spark-plugs', name: 'Spark plugs' },
          { slug: 'timing-belts', name: 'Timing belts' },
        ],
      },
      { slug: 'shock-absorbers', name: 'Shock absorbers' },
      { slug: 'batteries', name: 'Batteries' },
      { slug: 'headlights', name: 'Headlights' },
    ],
  },
  {
    slug: 'bike',
    name: 'Bike',
    children: [
      {
        slug: 'drivetrain',
        name: 'Drivetrain',
        children: [
          { slug: 'chains', name: 'Chains' },
          { slug: 'cassettes', name: 'Cassettes' },
        ],
      },
      { slug: 'tyres', name: 'Tyres' },
      { slug: 'saddles', name: 'Saddles' },
      { slug: 'bike-lights', name: 'Bike lights' },
    ],
  },
  {
    slug: 'computer',
    name: 'Computer',
    children: [
      { slug: 'graphics-cards', name: 'Graphics cards' },
      { slug: 'processors', name: 'Processors' },
      { slug: 'memory', name: 'Memory' },
      { slug: 'solid-state-drives', name: 'Solid-state drives' },
      { slug: 'power-supplies', name: 'Power supplies' },
      { slug: 'cooling', name: 'Cooling' },
      { slug: 'keyboards', name: 'Keyboards' },
    ],
  },
  {
    slug: 'games',
    name: 'Games',
    children: [
      { slug: 'pc-games', name: 'PC games' },
      { slug: 'console-games', name: 'Console games' },
    ],
  },
];

export const GENRES = [
  ['action', 'Action'],
  ['adventure', 'Adventure'],
  ['fighting', 'Fighting'],
  ['horror', 'Horror'],
  ['indie', 'Indie'],
  ['platformer', 'Platformer'],
  ['puzzle', 'Puzzle'],
  ['racing', 'Racing'],
  ['role-playing', 'Role-playing'],
  ['shooter', 'Shooter'],
  ['simulation', 'Simulation'],
  ['sports', 'Sports'],
  ['strategy', 'Strategy'],
] as const;

export const PLATFORMS = [
  ['nintendo-switch', 'Nintendo Switch'],
  ['pc', 'PC'],
  ['playstation-5', 'PlayStation 5'],
  ['steam-deck', 'Steam Deck'],
  ['xbox-series', 'Xbox Series X|S'],
] as const;
