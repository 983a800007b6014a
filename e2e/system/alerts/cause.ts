/** Something that goes wrong in a real shop, and what whoever is on call is to learn of it. */
export interface Cause {
  what: string;
  /** By alert: what the first step of its runbook must say. */
  shows: Readonly<Record<string, RegExp>>;
  plant: () => Promise<unknown>;
  /** Takes it away again; the alerts of `ends` must end then. */
  mend?: () => Promise<unknown>;
  ends?: readonly string[];
}
