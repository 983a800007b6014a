import { Injectable } from '@nestjs/common';
import {
  eventByType,
  handledTypesAnswer,
  TOPICS,
  type HandledTypesAnswer,
} from '@tandem/contracts';
import { invalidField } from '@tandem/kernel';
import { EventReplay } from '@tandem/messaging';
import { Database } from '@tandem/persistence';
import { OtherServices } from '../operations/other-services.js';
import { countByType, type CountedType } from './event-range.js';
import { MOST_REPLAYED, type ReplayEventsDto, type ReplayPreviewDto } from './replays.dto.js';

/** What a replay would hand over, and where in the log that is. */
export interface Preview {
  shown: ReplayPreviewDto;
  /** The first and the last of them; null when there is none. */
  first: string | null;
  last: string | null;
}

/** Says what a replay would do without doing it. */
@Injectable()
export class PreviewReplay {
  constructor(
    private readonly database: Database,
    private readonly services: OtherServices,
    private readonly own: EventReplay,
  ) {}

  /** @throws DomainError 422 for a target that is none, 503 when the service does not answer. */
  async preview(asked: ReplayEventsDto): Promise<Preview> {
    if ((asked.group === undefined) === (asked.debug_topic === undefined))
      throw invalidField('group', 'or debug_topic must be given, one of them');
    const [counted, handled] = await Promise.all([
      countByType(this.database, asked),
      asked.group === undefined ? null : this.handledBy(asked.group),
    ]);
    const types = counted.map(({ type, events }) => {
      const rule = handled === null ? forDebugging(type) : handled.find((one) => one.type === type);
      return {
        type,
        events,
        handled: rule !== undefined,
        refused: rule && !rule.again ? rule.reason : null,
      };
    });
    const events = counted.reduce((sum, one) => sum + one.events, 0);
    return {
      shown: {
        events,
        types,
        oldest: extreme(counted, ({ oldest }) => oldest.getTime(), Math.min),
        newest: extreme(counted, ({ newest }) => newest.getTime(), Math.max),
        refused: refusalOf(events, types),
      },
      first: position(counted, ({ first }) => first, -1),
      last: position(counted, ({ last }) => last, 1),
    };
  }

  private async handledBy(group: string): Promise<HandledTypesAnswer['items']> {
    const answer = await this.services.of(
      group,
      { method: 'GET', path: '/internal/replay/handlers', answer: handledTypesAnswer },
      async () => ({ items: this.own.types() }),
    );
    return answer.items;
  }
}

/** What is told of people has no place in a topic that is read to look for errors. */
function forDebugging(type: string): HandledTypesAnswer['items'][number] {
  const again = eventByType(type)?.topic !== TOPICS.user;
  return { type, again, reason: again ? null : 'It tells of people.' };
}

function refusalOf(events: number, types: ReplayPreviewDto['types']): string | null {
  if (events === 0) return 'There is no such event.';
  if (events > MOST_REPLAYED)
    return `These are more than ${MOST_REPLAYED.toLocaleString('en')} events. Narrow them down.`;
  if (types.every(({ handled }) => !handled)) return 'The group handles none of these events.';
  const refused = types.find((one) => one.refused !== null);
  return refused ? `${refused.type} can’t be handed over. ${refused.refused}` : null;
}

function extreme(
  counted: readonly CountedType[],
  of: (one: CountedType) => number,
  which: (...values: number[]) => number,
): string | null {
  return counted.length === 0 ? null : new Date(which(...counted.map(of))).toISOString();
}

function position(
  counted: readonly CountedType[],
  of: (one: CountedType) => string,
  sign: 1 | -1,
): string | null {
  const all = counted.map((one) => BigInt(of(one)));
  if (all.length === 0) return null;
  return String(all.reduce((a, b) => ((a < b ? -1 : 1) === sign ? a : b)));
}
