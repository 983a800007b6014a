/** In the place of a dependency: the service as a whole, which takes requests or does not. */
export const ITSELF = 'itself';

const STATES = ['up', 'down'] as const;
export type HealthState = (typeof STATES)[number];

/** What a service says of itself, or of something that it depends on. */
export interface Told {
  service: string;
  dependency: string;
  state: HealthState;
  required: boolean;
}

/** A service has five. */
const MOST_DEPENDENCIES = 50;
const MOST_CHARACTERS = 100_000;
const NAME = /^[\w.-]{1,100}$/;

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at `/health/ready`: of a service that is not ready too. @throws Error when nobody answers, or not with that. */
export async function askedHealth(url: string, withinMs: number): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(withinMs) });
  const text = await answer.text();
  if (text.length > MOST_CHARACTERS) throw new Error('answered too much');
  return JSON.parse(text) as unknown;
}

/**
 * The states that a report of health tells of. Of a service that tells nothing it is known that it is down; how what it
 * depends on is nobody has said, and stays as it was.
 */
export function healthOf(service: string, report: unknown): Told[] {
  const checks = isFields(report) && isFields(report['checks']) ? report['checks'] : null;
  const isReady =
    checks !== null && ['ok', 'degraded'].includes(String((report as Fields)['status']));
  const itself: Told = {
    service,
    dependency: ITSELF,
    state: isReady ? 'up' : 'down',
    required: true,
  };
  const dependencies = Object.entries(checks ?? {})
    .slice(0, MOST_DEPENDENCIES)
    .flatMap(([dependency, check]): Told[] => {
      if (!isFields(check) || !NAME.test(dependency) || dependency === ITSELF) return [];
      const state = STATES.find((one) => one === check['status']);
      if (state === undefined) return [];
      return [{ service, dependency, state, required: check['required'] === true }];
    });
  return [itself, ...dependencies];
}
