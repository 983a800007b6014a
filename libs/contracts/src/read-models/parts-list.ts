/** A page of a list, or the names that parts are sorted into: only the catalogue reads what it wrote. */
export const PartsListEntry = {
  /** `hash` stands for the query. */
  key: (hash: string) => `parts:list:${hash}`,
  format: 3,
} as const;
