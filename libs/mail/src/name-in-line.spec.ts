import { describe, expect, it } from '@jest/globals';
import { composeMail } from './compose.js';
import { nameForMail } from './name-in-line.js';

const greet = (name: string) =>
  composeMail({
    subject: 'Order 7 confirmed',
    preview: '',
    heading: 'Thank you',
    name,
    blocks: [],
    shop: { name: 'Tandem', url: 'http://shop.test' },
  });

describe('a person’s name in a mail', () => {
  it.each([
    'Ada Lovelace',
    'J. R. R. Tolkien',
    'J.R.R. Tolkien',
    'O’Neill & Söhne <GmbH>',
    'Дмитрий',
    'माधव',
    '田中 太郎',
    'm'.repeat(40),
    '👩‍🔧 Tools',
    'Version 2.1',
  ])('may be %s', (name) => {
    expect(nameForMail(name)).toBe(name);
    expect(greet(name).text).toContain(`Hello ${name},`);
  });

  it.each([
    'You won 500 EUR: https://win.example',
    'https://win.example/a?b',
    'HTTP://win',
    'win.example',
    'see win.example now',
    'www.win',
    'win。example',
    'win．example',
    'win｡example',
    'win․example',
    'win.\u200bexample',
    'wi\u00adn.example',
    'пример.рф',
    'win.xn--p1ai',
    'eve@example.com',
    'mailto:eve',
    'tel:+4930123',
    'javascript:alert(1)',
    '//win/path',
    '\\\\win\\share',
    '192.0.2.1',
    '１９２.0.2.1',
    'Ada\r\nBcc: eve',
    'Ada\nyou won',
    'Ada\u2028you won',
    'Ada\u0000',
    'm'.repeat(41),
    '😀'.repeat(41),
  ])('is left out when it is %j', (name) => {
    expect(nameForMail(name)).toBe('');
    const { text, html } = greet(name);
    expect(text).toContain('Hello,\n');
    expect(html).toContain('Hello,</p>');
    expect(text + html).not.toContain(name);
  });

  it('is left out when there is none', () => {
    for (const nothing of [null, undefined, '', '  ']) expect(nameForMail(nothing)).toBe('');
  });
});
