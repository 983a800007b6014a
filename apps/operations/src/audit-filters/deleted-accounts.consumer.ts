import { Controller } from '@nestjs/common';
import { UserDeleted, type EventData } from '@tandem/contracts';
import { HandlesAgain, OnEvent, type EventContext } from '@tandem/messaging';

/** What somebody has kept for themselves goes with their account. */
@Controller()
export class DeletedAccountsConsumer {
  @HandlesAgain()
  @OnEvent(UserDeleted)
  async forget({ user_id }: EventData<typeof UserDeleted>, { tx }: EventContext): Promise<void> {
    await tx.execute('delete from saved_filters where user_id = $1', [user_id]);
  }
}
