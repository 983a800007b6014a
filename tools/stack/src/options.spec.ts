import { describe, expect, it } from '@jest/globals';
import { UsageError } from './errors.ts';
import { parseStartFlags } from './options.ts';

describe('the options of npm start', () => {
  it('none: one instance of everything', () => {
    expect(parseStartFlags([])).toEqual({ standalone: false, observe: false, replicas: {} });
  });

  it.each([
    [['--replicas', 'catalog=2,realtime-gateway=3']],
    [['--replicas=catalog=2', '--replicas=realtime-gateway=3']],
  ])('%j asks for several instances', (args) => {
    expect(parseStartFlags(args).replicas).toEqual({ catalog: 2, 'realtime-gateway': 3 });
  });

  it.each([
    [['--standalon'], /unknown option --standalon/],
    [['catalog=2'], /unknown option/],
    [['--standalone=yes'], /unknown option/],
    [['--observe=yes'], /unknown option/],
    [['--replicas'], /needs a value/],
    [['--replicas', 'catalogue=2'], /no service "catalogue"/],
    [['--replicas', 'catalog=0'], /from 1 to 8/],
    [['--replicas', 'catalog=99'], /from 1 to 8/],
    [['--replicas', 'catalog'], /from 1 to 8/],
    [['--standalone', '--replicas', 'catalog=2'], /distributed form/],
  ])('%j is refused in words', (args, words) => {
    expect(() => parseStartFlags(args)).toThrow(UsageError);
    expect(() => parseStartFlags(args)).toThrow(words);
  });
});
