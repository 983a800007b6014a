import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { contactAnswer, contactsAnswer, type Contact } from '@tandem/contracts';
import { DomainError } from '@tandem/kernel';
import { InternalClient } from '@tandem/http';
import { OrderConfig } from '../config.js';

/** Names are for the eye: a list does not wait longer for them than it takes itself. */
const NAMES_WITHIN_MS = 500;
/** As many as auth answers at once; one page of anything names no more. */
const MOST = 100;

/** Who somebody is. Auth is asked each time: an address kept here would grow old. */
@Injectable()
export class UserDirectory implements OnApplicationShutdown {
  private readonly client: InternalClient;

  constructor({ authUrl, serviceKey }: OrderConfig) {
    this.client = new InternalClient({
      baseUrl: authUrl,
      service: 'auth',
      caller: 'order',
      key: serviceKey,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }

  /**
   * Where a customer is reached; null when there is no such person.
   * @throws DomainError 503 when auth does not answer.
   */
  async contact(userId: string): Promise<Contact | null> {
    try {
      const answer = contactAnswer;
      return await this.client.call('GET', `/internal/users/${userId}`, { answer });
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not_found') return null;
      throw error;
    }
  }

  /** Those of them that auth knows; null when it does not answer in time. */
  async find(ids: readonly string[]): Promise<Map<string, Contact> | null> {
    const wanted = [...new Set(ids)].slice(0, MOST);
    if (wanted.length === 0) return new Map();
    try {
      const users = await this.ask(`ids=${wanted.join(',')}`);
      return new Map(users.map((user) => [user.id, user]));
    } catch {
      return null;
    }
  }

  /**
   * People by a part of their name or e-mail address.
   * @throws DomainError 503 when auth does not answer: an empty list would say that there is nobody.
   */
  search(words: string): Promise<Contact[]> {
    return this.ask(`q=${encodeURIComponent(words)}`);
  }

  private async ask(query: string): Promise<Contact[]> {
    const { items } = await this.client.call('GET', `/internal/users?${query}`, {
      deadlineMs: NAMES_WITHIN_MS,
      answer: contactsAnswer,
    });
    return items;
  }
}
