const LONGEST = 200;

/** Whatever may name a person or open a door: addresses, tokens, long digits. */
const PERSONAL = [/\S+@\S+/g, /\beyJ[\w.-]+/g, /\b[\w-]{40,}\b/g];

/** What staff are told of an error: its code, or its name and message, without personal data. */
export function errorText(error: unknown): string {
  const { code, name, message } = (error ?? {}) as Record<string, unknown>;
  const text = typeof message === 'string' ? message : String(error);
  const head = typeof code === 'string' ? code : typeof name === 'string' ? name : 'Error';
  const said = PERSONAL.reduce((rest, pattern) => rest.replace(pattern, '…'), `${head}: ${text}`);
  return said.length > LONGEST ? `${said.slice(0, LONGEST - 1)}…` : said;
}
