/** What parts are sorted into; each is also the name of the list that pages follow to hear of its changes. */
export const TAXONOMIES = ['categories', 'genres', 'platforms'] as const;
export type TaxonomyName = (typeof TAXONOMIES)[number];
