import { LEVELS, spec, type Product } from './product.js';

const COMPUTER = ['Axiom', 'Helion', 'Kestrel', 'Quantis', 'Vertex One'] as const;

export const COMPUTER_PRODUCTS: Product[] = [
  {
    category: 'graphics-cards',
    code: 'GPU',
    noun: 'Graphics Card',
    motif: 'card',
    brands: COMPUTER,
    series: ['Arc', 'Nova', 'Pulse', 'Titan', 'Zen'],
    price: [19900, 189900],
    inName: 0,
    pitch:
      'Plays what came out this year at the resolution of your screen, and keeps quiet about it.',
    specs: (d) => [
      spec('Memory', d.pick([8, 12, 16, 24]), 'GB', 'Memory'),
      spec('Memory type', d.pick(['GDDR6', 'GDDR6X', 'GDDR7']), undefined, 'Memory'),
      spec('Power', d.pick([130, 200, 285, 350]), 'W', 'Power'),
      spec('Length', d.int(200, 336), 'mm', 'Dimensions'),
    ],
  },

  {
    category: 'processors',
    code: 'CPU',
    noun: 'Processor',
    motif: 'chip',
    brands: COMPUTER,
    series: ['Core', 'Edge', 'Forge', 'Prime'],
    price: [8900, 69900],
    inName: 0,
    pitch: 'Fast in one thread and in all of them.',
    specs: (d) => [
      spec('Cores', d.pick([4, 6, 8, 12, 16]), 'cores'),
      spec('Clock', d.pick([4.2, 4.6, 5.0, 5.4, 5.7]), 'GHz'),
      spec('Socket', d.pick(['AM5', 'LGA1700', 'LGA1851'])),
      spec('Power', d.pick([65, 105, 125, 170]), 'W', 'Power'),
    ],
  },

  {
    category: 'memory',
    code: 'RAM',
    noun: 'Memory Kit',
    motif: 'memory',
    brands: COMPUTER,
    series: LEVELS,
    price: [3490, 39900],
    inName: 0,
    pitch: 'Tested together, warranted for life, low enough for any cooler.',
    specs: (d) => [
      spec('Capacity', d.pick([16, 32, 64, 96]), 'GB'),
      spec('Speed', d.pick([3200, 5600, 6000, 6400, 7200]), 'MT/s'),
      spec('Type', d.pick(['DDR4', 'DDR5'])),
      spec('Latency', d.pick(['CL16', 'CL30', 'CL32', 'CL36'])),
    ],
  },

  {
    category: 'solid-state-drives',
    code: 'SSD',
    noun: 'Solid-State Drive',
    motif: 'memory',
    brands: COMPUTER,
    series: LEVELS,
    price: [3990, 34900],
    inName: 0,
    pitch: 'Starts a computer in the time it takes to sit down.',
    specs: (d) => [
      spec('Capacity', d.pick([500, 1000, 2000, 4000]), 'GB'),
      spec('Read', d.pick([3500, 5000, 7300, 12400]), 'MB/s'),
      spec('Form', d.pick(['2.5 inch', 'M.2 2280'])),
      spec('Endurance', d.pick([300, 600, 1200, 2400]), 'TBW'),
    ],
  },

  {
    category: 'power-supplies',
    code: 'PSU',
    noun: 'Power Supply',
    motif: 'battery',
    brands: COMPUTER,
    series: LEVELS,
    price: [4990, 32900],
    inName: 0,
    pitch: 'Steady under load, silent without; every cable comes off.',
    specs: (d) => [
      spec('Power', d.pick([550, 650, 750, 850, 1000]), 'W', 'Power'),
      spec('Efficiency', d.pick(['80 Plus Bronze', '80 Plus Gold', '80 Plus Platinum'])),
      spec('Length', d.pick([140, 150, 160, 180]), 'mm', 'Dimensions'),
    ],
  },

  {
    category: 'cooling',
    code: 'COL',
    noun: 'Processor Cooler',
    motif: 'fan',
    brands: COMPUTER,
    series: LEVELS,
    price: [2490, 24900],
    inName: 0,
    pitch: 'Moves much air slowly instead of little air loudly.',
    specs: (d) => [
      spec('Fan', d.pick([92, 120, 140]), 'mm', 'Dimensions'),
      spec('Noise', d.pick([18.5, 22.4, 24.6, 28.1]), 'dB'),
      spec('Height', d.int(65, 168), 'mm', 'Dimensions'),
    ],
  },

  {
    category: 'keyboards',
    code: 'KEY',
    noun: 'Keyboard',
    motif: 'keys',
    brands: COMPUTER,
    series: LEVELS,
    price: [3990, 22900],
    inName: 0,
    pitch: 'Keys that can be changed, feet that stay, a cable that comes off.',
    specs: (d) => [
      spec('Switches', d.pick(['Blue', 'Brown', 'Red', 'Silent Red']), 'switches'),
      spec('Layout', d.pick(['60%', '75%', 'TKL', 'full size'])),
      spec('Connection', d.pick(['Bluetooth', 'USB-C', '2.4 GHz'])),
    ],
  },
];
