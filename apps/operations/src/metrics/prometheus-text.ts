/** One line of `/metrics`. */
export interface Reading {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

const LINE = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const LABEL = /([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** The readings of these names in Prometheus’s text; whatever else stands there is passed over. */
export function readingsOf(text: string, names: ReadonlySet<string>): Reading[] {
  const readings: Reading[] = [];
  for (const line of text.split('\n')) {
    const [, name = '', labels = '', number = ''] = LINE.exec(line) ?? [];
    if (!names.has(name)) continue;
    const value = Number(number);
    if (!Number.isFinite(value)) continue;
    readings.push({ name, value, labels: labelsOf(labels) });
  }
  return readings;
}

function labelsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    Array.from(text.matchAll(LABEL), ([, name, value]) => [
      name!,
      value!.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
    ]),
  );
}
