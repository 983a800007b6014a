import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { ALERT_MESSAGES, MOST_ALERT_MESSAGES } from '@tandem/contracts';
import {
  EnumField,
  ObjectField,
  ObjectListField,
  TextField,
  TimeField,
  UuidField,
} from '@tandem/http';
import { Database, transaction } from '@tandem/persistence';
import { listenersOf, QueueMessages } from './queue-messages.js';

class ToldAlert {
  @TextField({ max: 200 }) name!: string;
  @EnumField(['critical', 'warning']) severity!: string;
  @TextField({ max: 200 }) about!: string;
  @TextField({ max: 300 }) summary!: string;
  @TimeField() starts_at!: string;
  @TimeField({ nullable: true }) ends_at!: string | null;
}

class AlertMessage {
  @UuidField() id!: string;
  @EnumField(ALERT_MESSAGES) type!: (typeof ALERT_MESSAGES)[number];
  @ObjectField(() => ToldAlert) data!: ToldAlert;
}

class AlertMessagesBody {
  @ObjectListField(() => AlertMessage, { minItems: 1, maxItems: MOST_ALERT_MESSAGES })
  messages!: AlertMessage[];
}

/** What operations has to tell the endpoints; every call may be repeated. */
@ApiTags('internal')
@Controller('internal/alert-messages')
@CalledBy('operations')
export class AlertMessagesController {
  constructor(
    private readonly database: Database,
    private readonly queue: QueueMessages,
  ) {}

  @Post()
  @HttpCode(204)
  @ApiOperation({ summary: 'Sends alerts to the endpoints that have chosen them' })
  @ApiNoContentResponse()
  async take(@Body() { messages }: AlertMessagesBody): Promise<void> {
    const told = messages.map(({ id, type, data }) => {
      const body = JSON.stringify({ type, timestamp: data.ends_at ?? data.starts_at, data });
      return { id, type, body };
    });
    await transaction(this.database, async (tx) => {
      for (const listener of await listenersOf(tx)) await this.queue.queueFor(tx, listener, told);
    });
  }
}
