import { LEVELS, spec, type Product } from './product.js';

const BIKE = ['Cadence', 'Ridgeline', 'Velocita', 'Wayfarer'] as const;

export const BIKE_PRODUCTS: Product[] = [
  {
    category: 'chains',
    code: 'CHN',
    noun: 'Chain',
    motif: 'chain',
    brands: BIKE,
    series: LEVELS,
    price: [1290, 6990],
    inName: 0,
    pitch: 'Shifts cleanly under load; comes with a link that opens by hand.',
    specs: (d) => [
      spec('Speeds', d.pick([8, 9, 10, 11, 12]), 'speed'),
      spec('Links', d.pick([114, 116, 118, 126])),
      spec('Weight', d.int(238, 290), 'g'),
    ],
  },

  {
    category: 'cassettes',
    code: 'CAS',
    noun: 'Cassette',
    motif: 'gear',
    brands: BIKE,
    series: LEVELS,
    price: [2490, 24900],
    inName: 1,
    pitch: 'Even steps from the steepest climb to the fastest descent.',
    specs: (d) => [
      spec('Speeds', d.pick([9, 10, 11, 12])),
      spec('Range', d.pick(['11-28', '11-34', '11-42', '10-52']), 'teeth'),
      spec('Weight', d.int(240, 520), 'g'),
    ],
  },

  {
    category: 'tyres',
    code: 'TYR',
    noun: 'Tyre',
    motif: 'tyre',
    brands: BIKE,
    series: ['City', 'Gravel', 'Race', 'Tour', 'Trail'],
    price: [1490, 7490],
    inName: 0,
    pitch: 'Rolls lightly and shrugs off glass, thorns and sharp gravel.',
    specs: (d) => [
      spec('Size', d.pick(['28-622', '32-622', '40-622', '47-584', '57-584'])),
      spec('Puncture protection', d.int(1, 7), 'of 7'),
      spec('Tubeless', d.pick(['yes', 'no'])),
      spec('Greatest pressure', d.pick([3.5, 4.5, 6, 8]), 'bar'),
    ],
  },

  {
    category: 'saddles',
    code: 'SAD',
    noun: 'Saddle',
    motif: 'saddle',
    brands: BIKE,
    series: LEVELS,
    price: [2990, 18900],
    inName: 0,
    pitch: 'Shaped on a hundred riders; the gap in the middle takes the pressure away.',
    specs: (d) => [
      spec('Width', d.pick([132, 143, 155, 168]), 'mm', 'Dimensions'),
      spec('Rails', d.pick(['carbon', 'chromoly', 'titanium'])),
      spec('Weight', d.int(165, 390), 'g'),
    ],
  },

  {
    category: 'bike-lights',
    code: 'BLT',
    noun: 'Bike Light',
    motif: 'lamp',
    brands: BIKE,
    series: LEVELS,
    price: [1990, 12900],
    inName: 0,
    pitch: 'Seen from half a mile away; charges by USB-C.',
    specs: (d) => [
      spec('Brightness', d.pick([40, 60, 80, 100, 150]), 'lux'),
      spec('Run time', d.int(3, 24), 'h'),
      spec('Protection', d.pick(['IPX4', 'IPX6', 'IP67'])),
    ],
  },
];
