import { Ack as AckOf, ConnectedSocket, MessageBody, SubscribeMessage } from '@nestjs/websockets';
import { answer } from './answer.js';
import type { TandemSocket } from './socket-data.js';
import type { Subscriptions } from './subscriptions.js';
import type { Ack, Audience } from './subscriptions.js';

/** Parts and lists can be followed in either namespace, each telling its audience what that may see. */
export abstract class FollowingGateway {
  protected abstract readonly subscriptions: Subscriptions;
  protected abstract readonly audience: Audience;

  @SubscribeMessage('subscribe')
  async subscribe(
    @ConnectedSocket() socket: TandemSocket,
    @MessageBody() payload: unknown,
    @AckOf() ack: Ack | undefined,
  ): Promise<void> {
    await answer(ack, (reply) =>
      this.subscriptions.subscribe(socket, payload, this.audience, reply),
    );
  }

  @SubscribeMessage('unsubscribe')
  async unsubscribe(
    @ConnectedSocket() socket: TandemSocket,
    @MessageBody() payload: unknown,
    @AckOf() ack: Ack | undefined,
  ): Promise<void> {
    await answer(ack, (reply) =>
      this.subscriptions.unsubscribe(socket, payload, this.audience, reply),
    );
  }
}
