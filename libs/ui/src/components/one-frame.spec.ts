/// <reference types="node" />
import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const components = globSync('{apps/admin,apps/storefront,libs/ui}/src/**/*.vue', { cwd: ROOT });
const source = (name: string) => readFileSync(join(ROOT, name), 'utf8');

describe('dialogs of both sites', () => {
  it('have one frame', () => {
    const own = components.filter((name) => /<v-dialog\b/.test(source(name)));
    expect(own.map((name) => name.split('/').at(-1))).toEqual(['ModalDialog.vue']);
  });

  it('leave title, text, buttons and error to the frame', () => {
    const framed = components.flatMap((name) =>
      [...source(name).matchAll(/<ModalDialog\b[^]*?<\/ModalDialog>/g)].map(([dialog]) => ({
        name,
        own: dialog.match(/<v-card-(text|actions|title)\b/)?.[0],
        dismiss: /\bdismiss="/.test(dialog),
      })),
    );
    expect(framed.length).toBeGreaterThan(5);
    expect(framed.filter(({ own, dismiss }) => own || !dismiss)).toEqual([]);
  });
});
