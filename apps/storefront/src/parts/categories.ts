/** A category of the shop, with those below it. */
export interface CategoryNode {
  slug: string;
  /** Slugs that led to it before it was renamed, or before others were merged into it. Absent from older answers. */
  former_slugs?: string[];
  name: string;
  count: number;
  children: CategoryNode[];
}

/** The category that an address names, also one of before a rename or a merge. */
export function categoryAt(nodes: readonly CategoryNode[], slug: string): CategoryNode | undefined {
  const all = flat(nodes);
  return (
    all.find((node) => node.slug === slug) ?? all.find((node) => node.former_slugs?.includes(slug))
  );
}

const flat = (nodes: readonly CategoryNode[]): CategoryNode[] =>
  nodes.flatMap((node) => [node, ...flat(node.children)]);
