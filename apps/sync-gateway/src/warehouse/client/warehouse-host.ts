import { logger, outages } from '@tandem/observability';
import { OutsideHost, jsonOf } from '../../outside/outside-host.js';
import type { OutsideAnswer, OutsideCall } from '../../outside/outside-host.js';
import { readRefusal } from './warehouse-answers.js';
import { WarehouseAway, WarehouseRefusal } from './warehouse-errors.js';

export interface WarehouseCall extends OutsideCall {
  /** What a 2xx says. @throws when it is not of its shape. */
  answer: (text: string) => unknown;
}

const SYSTEM = 'warehouse';
const TOKEN = 'warehouse token';
const MAX_ANSWER_BYTES = 1024 * 1024;
const REFUSED_TOKEN = new Set([401, 403]);
/** Not a verdict on what was asked. */
const NO_VERDICT = new Set([408, 425, 429]);

const log = logger('warehouse');

/** Where the outside warehouse answers. A call throws WarehouseRefusal for a verdict, WarehouseAway for anything else. */
export class WarehouseHost extends OutsideHost<WarehouseCall> {
  constructor(
    baseUrl: string,
    deadlineMs: number,
    private readonly token: string,
  ) {
    super({ system: SYSTEM, baseUrl, deadlineMs, maxAnswerBytes: MAX_ANSWER_BYTES });
  }

  override call(call: WarehouseCall): Promise<unknown> {
    return super.call({ ...call, headers: { authorization: `Bearer ${this.token}` } });
  }

  protected admit(): Promise<void> {
    return Promise.resolve();
  }

  protected read(call: WarehouseCall, { status, text }: OutsideAnswer): unknown {
    if (status >= 200 && status < 300) return understood(call, text);
    const { operation } = call;
    if (REFUSED_TOKEN.has(status)) {
      const away = new WarehouseAway(`answered ${status}`, { ill: false, away: TOKEN });
      const fields = { err: away, away: TOKEN, operation, status };
      log.error(fields, 'the warehouse refused the shop’s token');
      throw away;
    }
    if (status < 400 || status >= 500 || NO_VERDICT.has(status)) {
      throw new WarehouseAway(`answered ${status}`, { ill: true });
    }
    const { code, items = [] } = refusalIn(text);
    const word = code && /^\w{1,40}$/.test(code) ? code : 'unknown';
    throw new WarehouseRefusal(
      status,
      word,
      items.map(({ reference }) => reference),
    );
  }

  protected away(reason: string, { reached, cause }: { reached: boolean; cause?: unknown }): Error {
    return new WarehouseAway(reason, { ill: reached, cause });
  }

  protected isAway(error: Error): boolean {
    return error instanceof WarehouseAway && error.ill;
  }

  protected isOwn(error: unknown): error is Error {
    return error instanceof WarehouseAway || error instanceof WarehouseRefusal;
  }

  protected outcomeOf(error: Error): string {
    return error instanceof WarehouseRefusal ? 'refused' : 'away';
  }
}

function understood(call: WarehouseCall, text: string): unknown {
  try {
    const answer = call.answer(text);
    outages.answered(TOKEN);
    return answer;
  } catch (cause) {
    throw new WarehouseAway('an answer that can’t be read', { ill: true, cause });
  }
}

function refusalIn(text: string): NonNullable<ReturnType<typeof readRefusal>> {
  return jsonOf(text) === undefined ? {} : (readRefusal(text) ?? {});
}
