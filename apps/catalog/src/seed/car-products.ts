import { LEVELS, sizes, spec, type Product } from './product.js';

const CAR = ['Altmark', 'Bremworks', 'Corvant', 'Delphara', 'Norrland'] as const;

export const CAR_PRODUCTS: Product[] = [
  {
    category: 'brake-discs',
    code: 'BRD',
    noun: 'Brake Disc',
    motif: 'disc',
    brands: CAR,
    series: LEVELS,
    price: [3490, 18900],
    inName: 0,
    pitch:
      'Balanced and coated, so that it stays quiet and does not rust where the pad does not reach.',
    specs: (d) => [
      spec('Diameter', sizes(d, [256, 280, 300, 312, 320, 345, 370]), 'mm', 'Dimensions'),
      spec('Thickness', sizes(d, [22, 24, 26, 28, 30]), 'mm', 'Dimensions'),
      spec('Ventilation', d.pick(['solid', 'vented', 'drilled and vented'])),
      spec('Holes', d.pick([4, 5])),
    ],
  },

  {
    category: 'brake-pads',
    code: 'BRP',
    noun: 'Brake Pads',
    motif: 'pads',
    brands: CAR,
    series: LEVELS,
    price: [1990, 9900],
    inName: 0,
    pitch: 'Bites from the first metre, cold or hot, with little dust on the rim.',
    specs: (d) => [
      spec('Material', d.pick(['Ceramic', 'Organic', 'Semi-metallic', 'Sintered'])),
      spec('Axle', d.pick(['front', 'rear'])),
      spec('Width', sizes(d, [116, 122, 131, 155]), 'mm', 'Dimensions'),
      spec('Wear indicator', d.pick(['yes', 'no'])),
    ],
  },

  {
    category: 'oil-filters',
    code: 'OIL',
    noun: 'Oil Filter',
    motif: 'filter',
    brands: CAR,
    series: LEVELS,
    price: [590, 2490],
    inName: 0,
    pitch: 'Catches what wears an engine down and lets the oil through at minus thirty degrees.',
    specs: (d) => [
      spec('Thread', d.pick(['M20 x 1.5', 'M22 x 1.5', '3/4-16 UNF'])),
      spec('Height', sizes(d, [65, 79, 86, 100]), 'mm', 'Dimensions'),
      spec('Bypass pressure', d.pick([1, 1.2, 2.5]), 'bar'),
    ],
  },

  {
    category: 'spark-plugs',
    code: 'SPK',
    noun: 'Spark Plug',
    motif: 'plug',
    brands: CAR,
    series: LEVELS,
    price: [490, 2290],
    inName: 0,
    pitch: 'A fine electrode that lights lean mixtures too and lasts for years.',
    specs: (d) => [
      spec('Electrode', d.pick(['Copper', 'Iridium', 'Platinum'])),
      spec('Gap', d.pick([0.7, 0.8, 1, 1.1]), 'mm'),
      spec('Spanner size', d.pick([14, 16, 21]), 'mm'),
    ],
  },

  {
    category: 'timing-belts',
    code: 'TIM',
    noun: 'Timing Belt',
    motif: 'belt',
    brands: CAR,
    series: LEVELS,
    price: [1890, 8900],
    inName: 0,
    pitch: 'Reinforced with glass fibre; keeps its length for as long as the car maker asks.',
    specs: (d) => [
      spec('Teeth', sizes(d, [104, 120, 141, 153, 160])),
      spec('Width', d.pick([20, 25, 30]), 'mm', 'Dimensions'),
      spec('Change after', d.pick([90, 120, 150]), 'thousand km'),
    ],
  },

  {
    category: 'shock-absorbers',
    code: 'SHK',
    noun: 'Shock Absorber',
    motif: 'spring',
    brands: CAR,
    series: LEVELS,
    price: [3990, 21900],
    inName: 1,
    pitch: 'Holds the wheel on the road and the coffee in the cup.',
    specs: (d) => [
      spec('Axle', d.pick(['front', 'rear'])),
      spec('System', d.pick(['Gas', 'Oil', 'Twin-tube'])),
      spec('Length', sizes(d, [355, 420, 498, 560]), 'mm', 'Dimensions'),
    ],
  },

  {
    category: 'batteries',
    code: 'BAT',
    noun: 'Starter Battery',
    motif: 'battery',
    brands: CAR,
    series: LEVELS,
    price: [5990, 24900],
    inName: 0,
    pitch: 'Starts on the coldest morning; ready for start-stop.',
    specs: (d) => [
      spec('Capacity', sizes(d, [44, 60, 70, 80, 95]), 'Ah', 'Power'),
      spec('Cold start', sizes(d, [440, 540, 680, 760, 850]), 'A', 'Power'),
      spec('Type', d.pick(['AGM', 'EFB', 'Lead-acid'])),
    ],
  },

  {
    category: 'headlights',
    code: 'HDL',
    noun: 'Headlight',
    motif: 'lamp',
    brands: CAR,
    series: LEVELS,
    price: [4990, 39900],
    inName: 0,
    pitch: 'A clear edge, no glare for those who come towards you.',
    specs: (d) => [
      spec('Light', d.pick(['Halogen', 'LED', 'Matrix LED', 'Xenon'])),
      spec('Side', d.pick(['left', 'right'])),
      spec('Colour temperature', d.pick([3200, 4300, 5500, 6000]), 'K'),
    ],
  },
];
