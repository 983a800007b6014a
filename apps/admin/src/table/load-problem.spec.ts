/// <reference types="node" />
import { describe, expect, it } from '@jest/globals';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(import.meta.dirname, '..');
const OWNER = 'table/LoadProblem.vue';

const components = globSync('**/*.vue', { cwd: SOURCES });
const source = (name: string) => readFileSync(join(SOURCES, name), 'utf8');

describe('a request in the background that fails', () => {
  it('never decides alone what a page shows: one component draws it beside what is there', () => {
    const own = components
      .filter((name) => name !== OWNER)
      .filter((name) => /isError|isLoadingError|isRefetchError|<ErrorPanel/.test(source(name)));
    expect(own).toEqual([]);
  });

  it('is told of on every page that fetches', () => {
    const silent = components
      .filter((name) =>
        /(?<!import type.*)\buse(Query|Order|Customer|PartEditor)\(/.test(source(name)),
      )
      // The shell of detail pages draws it for them.
      .filter((name) => !/<LoadProblem|<DetailPage/.test(source(name)));
    expect(silent).toEqual([]);
    expect(source('pages/DetailPage.vue')).toContain('<LoadProblem');
  });
});
