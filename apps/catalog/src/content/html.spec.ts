import { describe, expect, it } from '@jest/globals';
import { sanitiseDescription } from './html.js';

describe('a description that staff saved', () => {
  it('keeps headings, lists, tables and links', () => {
    const html = '<h2>Fit</h2><ul><li>Front <strong>axle</strong></li></ul>';
    expect(sanitiseDescription(html)).toBe(html);
  });

  it.each([
    ['<script>alert(1)</script>safe', 'safe'],
    ['<img src=x onerror=alert(1)>safe', 'safe'],
    ['<p onclick="alert(1)">safe</p>', '<p>safe</p>'],
    ['<a href="javascript:alert(1)">safe</a>', '<a rel="noopener noreferrer nofollow">safe</a>'],
    ['<style>p{}</style><iframe src="//x"></iframe>safe', 'safe'],
  ])('never runs script on a shopper’s page: %s', (dirty, clean) => {
    expect(sanitiseDescription(dirty)).toBe(clean);
  });
});
