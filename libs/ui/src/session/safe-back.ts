/** Where to go after signing in: only ever a path of this very site, else its first page. */
export function safeBack(back: unknown): string {
  return typeof back === 'string' && /^\/(?![/\\])/.test(back) ? back : '/';
}
