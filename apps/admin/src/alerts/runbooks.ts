import { partsOf, type Part } from './runbooks-text';

/** Each a file of its own, fetched when somebody wants to read it. */
const PAGES = import.meta.glob<string>('../../../../docs/runbooks/*.md', {
  query: '?raw',
  import: 'default',
});

const pageOf = (runbook: string) =>
  Object.entries(PAGES).find(([path]) => path.endsWith(`/${runbook}`))?.[1];

/** Whether the panel has the page that an alert names; a rule of the shop's own may name another one. */
export function hasRunbook(runbook: string | null): runbook is string {
  return runbook !== null && pageOf(runbook) !== undefined;
}

/** The page an alert names, in plain text: its heading and its parts. */
export async function readRunbook(runbook: string): Promise<{ title: string; parts: Part[] }> {
  return partsOf(await pageOf(runbook)!());
}
