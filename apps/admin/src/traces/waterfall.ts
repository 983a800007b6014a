import type { Trace } from '@tandem/ui';

type Span = Trace['spans'][number];

/** A line of the waterfall: how deep it lies, and where its bar begins and how wide it is, in percent of the whole. */
interface Line {
  span: Span;
  depth: number;
  left: number;
  width: number;
}

/** Deeper ones are drawn as deep as this: the name needs room too. */
const DEEPEST = 8;
/** A bar that is shorter can't be seen. */
const NARROWEST = 0.4;

/** The spans of a trace, each below what it is part of, in the order in which they began. */
export function waterfallOf({ spans, duration_ms }: Pick<Trace, 'spans' | 'duration_ms'>): Line[] {
  const known = new Set(spans.map(({ id }) => id));
  const below = new Map<string | null, Span[]>();
  for (const span of spans) {
    // What began it may be in a browser, or was not recorded.
    const parent = span.parent !== null && known.has(span.parent) ? span.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), span]);
  }
  const whole = Math.max(duration_ms, 0.001);
  const lines: Line[] = [];
  const drawn = new Set<string>();
  const draw = (span: Span, depth: number): void => {
    if (drawn.has(span.id)) return;
    drawn.add(span.id);
    const left = Math.min((100 * span.starts_ms) / whole, 100 - NARROWEST);
    const width = Math.min(Math.max((100 * span.takes_ms) / whole, NARROWEST), 100 - left);
    lines.push({ span, depth: Math.min(depth, DEEPEST), left, width });
    for (const one of below.get(span.id) ?? []) draw(one, depth + 1);
  };
  for (const span of below.get(null) ?? []) draw(span, 0);
  // Spans that name each other as parents, as only a broken sender makes them, are still shown.
  for (const span of spans) draw(span, 0);
  return lines;
}
