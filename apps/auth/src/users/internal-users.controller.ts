import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { invalidField, notFound } from '@tandem/kernel';
import { UuidId, UuidPipe } from '@tandem/http';
import { ContactList, ContactView, ContactsQuery } from './users.dto.js';
import { UserQueries } from './user-queries.js';

const MOST = 100;

/** Names and addresses, for mails and for staff who look at a customer: asked for each time, kept by nobody else. */
@ApiTags('internal')
@Controller('internal/users')
@CalledBy('order')
export class InternalUsersController {
  private readonly uuid = new UuidPipe();

  constructor(private readonly users: UserQueries) {}

  @Get()
  @ApiOperation({
    summary: 'The people with these ids, or those with this in their name or address',
  })
  @ApiOkResponse({ type: ContactList })
  async list(@Query() { ids, q }: ContactsQuery): Promise<ContactList> {
    if ((ids === undefined) === (q === undefined)) {
      throw invalidField('ids', 'name either ids or q');
    }
    if (q !== undefined) return { items: await this.users.findContacts(q, MOST) };
    const wanted = ids!
      .split(',')
      .map((id) => this.uuid.transform(id, { type: 'query', data: 'ids' }));
    return { items: await this.users.contacts(wanted) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One person' })
  @ApiOkResponse({ type: ContactView })
  async one(@UuidId() id: string): Promise<ContactView> {
    const [contact] = await this.users.contacts([id]);
    if (!contact) throw notFound('user', id);
    return contact;
  }
}
