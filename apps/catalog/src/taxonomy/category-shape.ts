/** So many levels a tree has at most: staff and shoppers still see where they are in it. */
export const MOST_LEVELS = 6;

export interface ShapeRow {
  id: string;
  parent_id: string | null;
}

/** Which category is below which. */
export class CategoryShape {
  private readonly parents: ReadonlyMap<string, string | null>;
  private readonly children = new Map<string | null, string[]>();

  constructor(rows: readonly ShapeRow[]) {
    this.parents = new Map(rows.map(({ id, parent_id }) => [id, parent_id]));
    for (const { id, parent_id } of rows)
      this.children.set(parent_id, [...(this.children.get(parent_id) ?? []), id]);
  }

  get size(): number {
    return this.parents.size;
  }

  has(id: string): boolean {
    return this.parents.has(id);
  }

  childrenOf(id: string): readonly string[] {
    return this.children.get(id) ?? [];
  }

  /** Whether it is the category itself or one below it. */
  isWithin(id: string, of: string): boolean {
    return id === of || this.childrenOf(of).some((child) => this.isWithin(id, child));
  }

  /** How many levels there are above a category and with it; of null, the place above all, none. */
  levelsAbove(id: string | null): number {
    return id === null ? 0 : 1 + this.levelsAbove(this.parents.get(id) ?? null);
  }

  /** How many levels a category has with all below it; one that is not there yet has one. */
  levelsBelow(id: string): number {
    return 1 + Math.max(0, ...this.childrenOf(id).map((child) => this.levelsBelow(child)));
  }
}
