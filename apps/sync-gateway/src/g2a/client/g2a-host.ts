import { logger, outages } from '@tandem/observability';
import { OutsideHost, jsonOf } from '../../outside/outside-host.js';
import type { OutsideAnswer, OutsideCall, Turn } from '../../outside/outside-host.js';
import type { BudgetClass, G2aBudget } from './budget.js';
import { G2aProblem } from './g2a-problem.js';
import { codeOf, verdictOf } from './outcomes.js';

export interface G2aCall extends OutsideCall {
  /** Which share of the budget it is paid from. */
  budget: BudgetClass;
  /** What a 2xx says. @throws when it is not of its shape. */
  answer: (text: string) => unknown;
}

const SYSTEM = 'g2a';
const ACCOUNT = 'g2a account';
/** When it has counted too many and does not say for how long. */
const HELD_MS = 2_000;
/** A page of products has twenty descriptions in it. */
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

const log = logger('g2a');

/** Where games are bought. A call throws G2aProblem. */
export class G2aHost extends OutsideHost<G2aCall> {
  constructor(
    baseUrl: string,
    deadlineMs: number,
    private readonly budget: G2aBudget,
  ) {
    super({ system: SYSTEM, baseUrl, deadlineMs, maxAnswerBytes: MAX_ANSWER_BYTES });
  }

  protected admit({ budget }: G2aCall, signal?: AbortSignal): Promise<Turn> {
    return this.budget.take(budget, signal);
  }

  protected read(call: G2aCall, { status, text, retryAfterMs }: OutsideAnswer): unknown {
    if (status >= 200 && status < 300) return understood(call, text);
    const code = codeOf(jsonOf(text));
    const verdict = verdictOf(call, status, code);
    if (status === 429) this.budget.holdBack(retryAfterMs ?? HELD_MS);
    const problem = new G2aProblem(code ?? `http_${status}`, verdict, { retryAfterMs });
    const fields = { operation: call.operation, status, code: problem.code };
    if (verdict.outcome === 'wait') {
      log.error({ ...fields, err: problem, away: ACCOUNT }, 'G2A refuses the shop’s account');
    } else if (!verdict.ill)
      log.warn({ ...fields, outcome: verdict.outcome }, 'G2A refused a call');
    throw problem;
  }

  protected away(reason: string, { reached, cause }: { reached: boolean; cause?: unknown }): Error {
    const code = reached ? 'no_answer' : 'breaker_open';
    const verdict = {
      outcome: 'retry',
      reached: reached ? 'unknown' : 'no',
      ill: reached,
    } as const;
    return new G2aProblem(code, verdict, { cause: cause ?? reason });
  }

  protected isAway(error: Error): boolean {
    return error instanceof G2aProblem && error.ill;
  }

  protected isOwn(error: unknown): error is G2aProblem {
    return error instanceof G2aProblem;
  }

  protected outcomeOf(error: Error): string {
    return error instanceof G2aProblem ? error.outcome : 'retry';
  }
}

function understood(call: G2aCall, text: string): unknown {
  try {
    const answer = call.answer(text);
    outages.answered(ACCOUNT);
    return answer;
  } catch (cause) {
    const verdict = { outcome: 'retry', reached: 'unknown', ill: true } as const;
    // What is wrong with JSON is told with a piece of it, which may be a game key.
    const told = cause instanceof SyntaxError ? undefined : cause;
    throw new G2aProblem('unreadable', verdict, { cause: told });
  }
}
