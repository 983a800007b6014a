import { RunFailed } from '../../runs/run-plan.js';
import { G2aProblem } from '../client/g2a-problem.js';

/** What G2A will not change its mind about ends a run; anything else is tried again. */
export function failsRun(error: unknown): unknown {
  const isFinal = error instanceof G2aProblem && error.outcome !== 'retry';
  return isFinal ? new RunFailed(error.code, error) : error;
}
