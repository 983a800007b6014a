/** Widths that the catalog keeps of every image, in pixels. */
export type ImageWidth = 160 | 480 | 960;

/** The address of an image in one of the kept widths; an outside address stays as it is. */
export function imageUrl(url: string, width: ImageWidth): string {
  return url.startsWith('/api/v1/images/') ? `${url}?w=${width}` : url;
}
