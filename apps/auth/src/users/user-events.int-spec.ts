import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UserRegistered, validateEvent } from '@tandem/contracts';
import { createTransport } from '@tandem/messaging';
import type { EventTransport, ReceivedMessage } from '@tandem/messaging';
import { eventually, backingServices, uniquePrefix } from '@tandem/testing';
import { AuthStack } from '../testing/auth-service.js';

const topicPrefix = uniquePrefix('auth');
const received: ReceivedMessage[] = [];
let stack: AuthStack;
let bystander: EventTransport;

beforeAll(async () => {
  const brokers = backingServices().kafka;
  stack = await AuthStack.open({
    env: { KAFKA_BROKERS: brokers.join(), TANDEM_TOPIC_PREFIX: topicPrefix },
  });
  bystander = createTransport({ brokers, topicPrefix, clientId: 'auth-spec' });
  bystander.subscribe({
    group: 'auth-spec',
    topics: [UserRegistered.topic],
    onMessage: (message) => Promise.resolve(void received.push(message)),
  });
});
afterAll(async () => {
  await bystander.close();
  await stack.close();
});

describe('other services', () => {
  it('learn over Kafka of a person who registered, without personal data', async () => {
    const { body } = await stack.caller().register('kafka@example.com');
    const message = await eventually(
      () => received.find(({ key }) => key === body.user.id) ?? false,
    );
    expect((message as ReceivedMessage).headers).toMatchObject({
      ce_type: 'user.registered',
      ce_source: '/tandem/auth',
      ce_subject: body.user.id,
    });
    const data: unknown = JSON.parse((message as ReceivedMessage).value.toString());
    expect(() => validateEvent(UserRegistered, data as never)).not.toThrow();
    expect(data).toEqual({ user_id: body.user.id, version: 1, roles: ['customer'] });
  });
});
