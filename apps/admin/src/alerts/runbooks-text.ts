export interface Part {
  heading: string;
  text: string;
}

/** The heading of a runbook, and what stands below each of its own, without marks. */
export function partsOf(page: string): { title: string; parts: Part[] } {
  const [head = '', ...rest] = page.split(/^## /m);
  const title = /^# (.*)$/m.exec(head)?.[1] ?? '';
  const parts = rest.map((part) => {
    const [heading = '', ...lines] = part.split('\n');
    const text = lines
      .join('\n')
      .trim()
      // Links lead to other files, and there is no file here to go to.
      .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
      .replace(/\*\*|`/g, '');
    return { heading, text };
  });
  return { title, parts };
}
