import { Inject } from '@nestjs/common';
import {
  Ack as AckOf,
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
} from '@nestjs/websockets';
import type { OnGatewayConnection, OnGatewayInit } from '@nestjs/websockets';
import type { Server } from 'socket.io';
import { RealtimeConfig } from '../config.js';
import { EventLog } from '../event-log/event-log.js';
import { welcome } from './connections.js';
import { FanOut } from './fan-out.js';
import { missedLists } from './list-changes.js';
import { rooms } from './rooms.js';
import type { TandemSocket } from './socket-data.js';
import { answer } from './answer.js';
import { Subscriptions } from './subscriptions.js';
import type { Ack, Audience } from './subscriptions.js';
import { shopperEnvelope } from './views.js';

/** The default namespace: anybody may follow public parts and lists. */
@WebSocketGateway()
export class ShopGateway implements OnGatewayInit<Server>, OnGatewayConnection<TandemSocket> {
  constructor(
    private readonly subscriptions: Subscriptions,
    private readonly fanOut: FanOut,
    private readonly log: EventLog,
    @Inject(RealtimeConfig) private readonly config: RealtimeConfig,
  ) {}

  afterInit(server: Server): void {
    this.fanOut.useShop(server.sockets);
  }

  handleConnection(socket: TandemSocket): void {
    welcome(socket, this.log, this.config);
  }

  @SubscribeMessage('subscribe')
  async subscribe(
    @ConnectedSocket() socket: TandemSocket,
    @MessageBody() payload: unknown,
    @AckOf() ack: Ack | undefined,
  ): Promise<void> {
    await answer(ack, (reply) => this.subscriptions.subscribe(socket, payload, shoppers, reply));
  }

  @SubscribeMessage('unsubscribe')
  async unsubscribe(
    @ConnectedSocket() socket: TandemSocket,
    @MessageBody() payload: unknown,
    @AckOf() ack: Ack | undefined,
  ): Promise<void> {
    await answer(ack, (reply) => this.subscriptions.unsubscribe(socket, payload, shoppers, reply));
  }
}

const shoppers: Audience = {
  join(socket, { parts, lists }) {
    void socket.join([...parts.map(rooms.part), ...lists.map(rooms.list)]);
  },
  leave(socket, parts, lists) {
    for (const room of [...parts.map(rooms.part), ...lists.map(rooms.list)])
      void socket.leave(room);
  },
  replay(socket, missed, { parts, lists }) {
    const visible = missed.filter((entry) => shopperEnvelope(entry) !== null);
    for (const envelope of visible.map(shopperEnvelope)) {
      if (envelope && parts.includes(envelope.part_id)) socket.emit(envelope.type, envelope);
    }
    for (const change of missedLists(visible, lists)) socket.emit('list.changed', change);
  },
};
