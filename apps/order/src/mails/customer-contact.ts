import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DomainError, InternalClient } from '@tandem/http';
import { OrderConfig } from '../config.js';

export interface Contact {
  display_name: string;
  email: string;
}

/** Where a customer is reached. Auth is asked each time: an address kept here would grow old. */
@Injectable()
export class CustomerContact implements OnModuleDestroy {
  readonly #client: InternalClient;

  constructor({ authUrl, serviceTokenSecret }: OrderConfig) {
    this.#client = new InternalClient({
      baseUrl: authUrl,
      name: 'auth',
      caller: 'order',
      secret: serviceTokenSecret,
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#client.close();
  }

  /**
   * Null when there is no such person.
   * @throws DomainError 503 when auth does not answer.
   */
  async find(userId: string): Promise<Contact | null> {
    try {
      return await this.#client.call<Contact>('GET', `/internal/users/${userId}`);
    } catch (error) {
      if (error instanceof DomainError && error.status === 404) return null;
      throw error;
    }
  }
}
