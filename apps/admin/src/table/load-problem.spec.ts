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
        /(?<!import type.*)\buse(Query|Order|Customer|PartEditor|\w*List)\(/.test(source(name)),
      )
      // The shells of details and lists draw it for them.
      .filter((name) => !/<LoadProblem|<DetailPage|<StaffList/.test(source(name)));
    expect(silent).toEqual([]);
    for (const shell of ['pages/DetailPage.vue', 'table/StaffList.vue'])
      expect(source(shell)).toContain('<LoadProblem');
  });
});
