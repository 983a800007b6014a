/** Environment variables by name; an unset variable is absent or undefined. */
export type Env = Record<string, string | undefined>;

/** A copy of the process environment. The one place of the code base that reads it. */
export function readEnv(): Env {
  return { ...process.env };
}
