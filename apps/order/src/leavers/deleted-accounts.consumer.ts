import { Controller } from '@nestjs/common';
import { UserDeleted, type EventData } from '@tandem/contracts';
import { HandlesAgain, OnEvent, type EventContext } from '@tandem/messaging';
import { ForgetLeavers } from './forget-leavers.js';

@Controller()
export class DeletedAccountsConsumer {
  constructor(private readonly leavers: ForgetLeavers) {}

  @HandlesAgain()
  @OnEvent(UserDeleted)
  async forget({ user_id }: EventData<typeof UserDeleted>, { tx }: EventContext): Promise<void> {
    await this.leavers.forget(tx, user_id);
  }
}
