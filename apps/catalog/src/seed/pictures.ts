import sharp from 'sharp';
import { withRenditions, type ProcessedImage } from '../images/process-image.js';
import { draw, type Draw } from './random.js';

const MOTIFS = [
  'disc',
  'pads',
  'filter',
  'plug',
  'belt',
  'spring',
  'battery',
  'lamp',
  'chain',
  'gear',
  'tyre',
  'saddle',
  'card',
  'chip',
  'memory',
  'fan',
  'keys',
  'cover',
] as const;
export type Motif = (typeof MOTIFS)[number];

const SIZE = 800;
const EACH = 2;
const COVERS = 20;
const PALETTES = [
  ['#eef2f7', '#cfd9e6', '#33475b', '#f2994a'],
  ['#f6f1ea', '#e3d5c0', '#4a3b2a', '#2f80ed'],
  ['#eef7f1', '#c6e3d1', '#24503a', '#eb5757'],
  ['#f4eff9', '#d9c9ec', '#46306b', '#27ae60'],
] as const;
type Palette = (typeof PALETTES)[number];

const ring = (r: number, width: number, colour: string): string =>
  `<circle cx="400" cy="400" r="${r}" fill="none" stroke="${colour}" stroke-width="${width}"/>`;
const bar = (x: number, y: number, w: number, h: number, colour: string, r = 16): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${colour}"/>`;
const around = (count: number, shape: string): string =>
  Array.from(
    { length: count },
    (_, i) => `<g transform="rotate(${(360 / count) * i} 400 400)">${shape}</g>`,
  ).join('');
const row = (count: number, shape: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => shape(i)).join('');

const SHAPES: Record<Exclude<Motif, 'cover'>, (ink: string, accent: string) => string> = {
  disc: (ink, accent) =>
    ring(220, 90, ink) +
    ring(90, 36, accent) +
    around(18, `<circle cx="400" cy="185" r="9" fill="#fff"/>`),
  pads: (ink, accent) =>
    bar(150, 240, 500, 130, ink, 40) +
    bar(180, 370, 440, 40, accent) +
    bar(150, 450, 500, 130, ink, 40) +
    bar(180, 580, 440, 40, accent),
  filter: (ink, accent) =>
    bar(260, 200, 280, 420, ink, 36) +
    row(6, (i) => bar(290 + i * 38, 230, 14, 360, '#ffffff55', 6)) +
    bar(300, 150, 200, 60, accent),
  plug: (ink, accent) =>
    bar(360, 130, 80, 200, '#ffffff', 20) +
    bar(320, 310, 160, 110, ink) +
    bar(345, 410, 110, 190, accent, 10) +
    bar(385, 600, 30, 70, ink, 4),
  belt: (ink, accent) =>
    `<ellipse cx="400" cy="400" rx="270" ry="180" fill="none" stroke="${ink}" stroke-width="44" stroke-dasharray="22 8"/><circle cx="250" cy="400" r="70" fill="${accent}"/><circle cx="550" cy="400" r="70" fill="${accent}"/>`,
  spring: (ink, accent) =>
    bar(375, 130, 50, 540, accent, 20) +
    row(
      7,
      (i) =>
        `<ellipse cx="400" cy="${230 + i * 58}" rx="120" ry="24" fill="none" stroke="${ink}" stroke-width="22"/>`,
    ),
  battery: (ink, accent) =>
    bar(190, 260, 420, 320, ink, 28) +
    bar(250, 210, 80, 60, accent) +
    bar(470, 210, 80, 60, accent) +
    `<path d="M420 300 340 440h60l-20 110 90-150h-64z" fill="#fff"/>`,
  lamp: (ink, accent) =>
    `<path d="M200 300q200-140 340 40q40 120-60 220q-200 80-300-60z" fill="${ink}"/><circle cx="370" cy="420" r="90" fill="${accent}"/><circle cx="370" cy="420" r="46" fill="#fff"/>`,
  chain: (ink, accent) =>
    row(
      5,
      (i) =>
        `<g transform="rotate(${i % 2 ? 18 : -18} ${190 + i * 105} 400)">${bar(120 + i * 105, 360, 150, 80, i % 2 ? accent : ink, 40)}<circle cx="${160 + i * 105}" cy="400" r="18" fill="#fff"/><circle cx="${230 + i * 105}" cy="400" r="18" fill="#fff"/></g>`,
    ),
  gear: (ink, accent) =>
    around(20, bar(380, 140, 40, 80, ink, 8)) + ring(190, 70, ink) + ring(80, 30, accent),
  tyre: (ink, accent) =>
    around(48, bar(392, 130, 16, 40, ink, 4)) +
    ring(230, 60, ink) +
    ring(170, 12, accent) +
    around(16, `<line x1="400" y1="400" x2="400" y2="240" stroke="${accent}" stroke-width="4"/>`),
  saddle: (ink, accent) =>
    `<path d="M130 330q120-70 260-10l270 30q40 40-20 70l-260 10q-160 90-250-100z" fill="${ink}"/><path d="M280 440q120 120 300 10" fill="none" stroke="${accent}" stroke-width="18"/>`,
  card: (ink, accent) =>
    bar(130, 280, 540, 240, ink, 24) +
    `<circle cx="280" cy="400" r="88" fill="#ffffff33"/><circle cx="500" cy="400" r="88" fill="#ffffff33"/><circle cx="280" cy="400" r="30" fill="${accent}"/><circle cx="500" cy="400" r="30" fill="${accent}"/>` +
    bar(170, 520, 300, 34, accent, 4),
  chip: (ink, accent) =>
    around(
      4,
      row(8, (i) => bar(250 + i * 40, 160, 16, 70, accent, 4)),
    ) +
    bar(220, 220, 360, 360, ink, 24) +
    bar(300, 300, 200, 200, '#ffffff33', 12),
  memory: (ink, accent) =>
    bar(130, 320, 540, 150, ink, 12) +
    row(6, (i) => bar(160 + i * 84, 345, 62, 80, '#ffffff33', 6)) +
    row(26, (i) => bar(140 + i * 20, 470, 12, 34, accent, 2)),
  fan: (ink, accent) =>
    bar(170, 170, 460, 460, ink, 48) +
    `<circle cx="400" cy="400" r="205" fill="#ffffff22"/>` +
    around(7, `<path d="M400 380q90-60 60-180q-110 30-60 180z" fill="#ffffffaa"/>`) +
    `<circle cx="400" cy="400" r="54" fill="${accent}"/>`,
  keys: (ink, accent) =>
    bar(110, 260, 580, 290, ink, 24) +
    row(4, (r) =>
      row(11, (i) =>
        bar(135 + i * 49, 285 + r * 60, 40, 46, (r * 11 + i) % 9 === 0 ? accent : '#ffffff44', 8),
      ),
    ) +
    bar(280, 512, 240, 26, '#ffffff44', 8),
};

function partPicture(motif: Exclude<Motif, 'cover'>, [light, shade, ink, accent]: Palette): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 800 800">
    <defs><radialGradient id="b" cy="0.4"><stop offset="0" stop-color="${light}"/><stop offset="1" stop-color="${shade}"/></radialGradient></defs>
    <rect width="800" height="800" fill="url(#b)"/><ellipse cx="400" cy="690" rx="230" ry="26" fill="#00000018"/>${SHAPES[motif](ink, accent)}</svg>`;
}

function cover(d: Draw): string {
  const hue = d.int(0, 359);
  const sky = `hsl(${hue} 60% 18%)`;
  const glow = `hsl(${(hue + d.int(30, 80)) % 360} 80% 62%)`;
  const hills = [0, 1, 2].map((i) => {
    const points = Array.from(
      { length: 9 },
      (_, x) => `${x * 100},${470 + i * 100 - d.int(0, 170)}`,
    ).join(' ');
    return `<polygon points="0,800 ${points} 800,800" fill="hsl(${hue} 45% ${22 - i * 6}%)"/>`;
  });
  const stars = Array.from(
    { length: 60 },
    () =>
      `<circle cx="${d.int(0, 800)}" cy="${d.int(0, 450)}" r="${d.int(1, 3)}" fill="#ffffff99"/>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 800 800">
    <defs><linearGradient id="s" x2="0" y2="1"><stop offset="0" stop-color="${sky}"/><stop offset="1" stop-color="${glow}"/></linearGradient></defs>
    <rect width="800" height="800" fill="url(#s)"/>${stars.join('')}
    <circle cx="${d.int(200, 600)}" cy="${d.int(160, 360)}" r="${d.int(60, 130)}" fill="${glow}"/>${hills.join('')}</svg>`;
}

/** Draws the pictures of the seed: a few of each motif, shared by many parts. */
export async function drawPictures(): Promise<Map<Motif, ProcessedImage[]>> {
  const d = draw(20_240_503);
  const work = MOTIFS.map(async (motif): Promise<[Motif, ProcessedImage[]]> => {
    const drawings =
      motif === 'cover'
        ? Array.from({ length: COVERS }, () => cover(d))
        : PALETTES.slice(0, EACH).map((palette) => partPicture(motif, palette));
    return [motif, await Promise.all(drawings.map(render))];
  });
  return new Map(await Promise.all(work));
}

async function render(svg: string): Promise<ProcessedImage> {
  const bytes = await sharp(Buffer.from(svg)).webp({ quality: 80, effort: 1 }).toBuffer();
  return withRenditions(bytes, SIZE, SIZE);
}
