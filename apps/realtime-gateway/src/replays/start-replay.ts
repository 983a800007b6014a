import { Injectable } from '@nestjs/common';
import type { AuthUser } from '@tandem/auth-client';
import { Jobs } from '@tandem/jobs';
import { conflict, invalidField } from '@tandem/kernel';
import { Database, isUniqueViolation, transaction } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { PreviewReplay } from './preview-replay.js';
import { ReplayEvents } from './replay-events.job.js';
import { replayOf } from './replay-store.js';
import type { ReplayAnswerDto, ReplayEventsDto } from './replays.dto.js';

/** Begins a replay that a dry run has shown before; one at a time. */
@Injectable()
export class StartReplay {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly previewReplay: PreviewReplay,
  ) {}

  /**
   * @throws DomainError 409 `replay_refused` with the reason, `range_changed` when a dry run has told of another number,
   *   `replay_running` while another one goes on.
   */
  async start(asked: ReplayEventsDto, by: AuthUser): Promise<ReplayAnswerDto> {
    if (asked.events === undefined) throw invalidField('events', 'must say what a dry run told');
    const { shown, first, last } = await this.previewReplay.preview(asked);
    if (shown.refused !== null || first === null || last === null)
      throw conflict('replay_refused', shown.refused ?? 'There is no such event.');
    if (shown.events !== asked.events) {
      const text = `These are ${shown.events} events by now, and not ${asked.events}. Look again.`;
      throw conflict('range_changed', text);
    }
    const id = uuidv7();
    try {
      await transaction(this.database, async (tx) => {
        await tx.execute(
          `insert into replays (id, consumer_group, debug_topic, topic, type, subject, since, before, position, up_to,
             events, started_by, started_by_name)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
          [
            ...[id, asked.group ?? null, asked.debug_topic ?? null, asked.topic ?? null],
            ...[asked.type ?? null, asked.subject ?? null, asked.from ?? null, asked.to ?? null],
            ...[String(BigInt(first) - 1n), last, shown.events, by.id, by.name],
          ],
        );
        await this.jobs.enqueue(tx, ReplayEvents, { replay_id: id }, { key: id, once: true });
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      throw conflict('replay_running', 'Another replay goes on. Wait for its end, or stop it.');
    }
    return { preview: shown, replay: await replayOf(this.database, id) };
  }
}
