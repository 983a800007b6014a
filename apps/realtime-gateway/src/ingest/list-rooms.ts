interface Slugged {
  slug: string;
}

/** The fields of a part that decide in which lists it stands. */
export interface Listed {
  kind: 'physical' | 'game';
  category?: Slugged | null;
  genres?: readonly Slugged[];
  platforms?: readonly Slugged[];
}

/**
 * The list rooms a part stands in: every part in `parts`, a game also in `games`, and one room for
 * its category, each genre and each platform, by slug.
 */
export function listRoomsOf(part: Listed): string[] {
  const rooms = ['parts'];
  if (part.kind === 'game') rooms.push('games');
  if (part.category) rooms.push(`category:${part.category.slug}`);
  for (const genre of part.genres ?? []) rooms.push(`genre:${genre.slug}`);
  for (const platform of part.platforms ?? []) rooms.push(`platform:${platform.slug}`);
  return rooms;
}
