import { ApiProperty, OmitType } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, Matches } from 'class-validator';
import {
  BoolField,
  EnumField,
  IntField,
  ObjectListField,
  PageQuery,
  TextField,
  UuidField,
} from '@tandem/http';
import { AccountView } from './user-view.js';

export class UsersQuery extends PageQuery {
  @TextField({
    text: 'search',
    max: 254,
    optional: true,
    description:
      'The beginning of an e-mail address or a name, or what stands in one from the beginning of a word on. Such a list is in the order of what was found.',
  })
  q?: string;

  @TextField({
    text: 'machine',
    min: 1,
    max: 40,
    optional: true,
    description: 'A role that the accounts have; `staff`: any but that of customers.',
  })
  role?: string;

  @EnumField(['active', 'deactivated'], { optional: true })
  state?: 'active' | 'deactivated';

  @EnumField(['newest', 'oldest'], { optional: true, description: 'Default: newest' })
  sort?: 'newest' | 'oldest';
}

/** Which accounts a file has. */
export class UserFilterQuery extends OmitType(UsersQuery, ['cursor', 'limit'] as const) {}

export class RolesBody {
  @ApiProperty({ type: [String], example: ['content', 'stock'], minItems: 1 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @Matches(/^[\x21-\x7e]{1,40}$/, { each: true, message: 'must be names of roles' })
  roles!: string[];

  @IntField({ min: 1, optional: true, description: 'The version that the client read.' })
  version?: number;
}

export class VersionBody {
  @IntField({ min: 1, optional: true, description: 'The version that the client read.' })
  version?: number;
}

export class DeletionQuery {
  @EnumField(['settled'], {
    optional: true,
    description:
      'Needed when there is money in the wallet: staff have settled it with the person. The books keep it as it is.',
  })
  wallet?: 'settled';
}

export class UserPage {
  @ApiProperty({ type: [AccountView] })
  items!: AccountView[];

  @ApiProperty({ type: String, nullable: true })
  next_cursor!: string | null;
}

/** What other services may know of a person. */
export class ContactView {
  @UuidField()
  id!: string;

  @TextField()
  display_name!: string;

  @TextField()
  email!: string;

  @BoolField({ description: 'Whether the person has shown that mails to it arrive.' })
  email_confirmed!: boolean;
}

export class ContactsQuery {
  @TextField({
    max: 3_699,
    optional: true,
    pattern: /^[0-9a-f-]{36}(,[0-9a-f-]{36})*$/i,
    patternMessage: 'must be 1 to 100 UUIDs, by comma',
    description: 'Up to 100 ids, by comma',
  })
  ids?: string;

  @TextField({
    text: 'search',
    min: 1,
    max: 254,
    optional: true,
    description:
      'What an e-mail address or a name has from the beginning of a word on; at most 100 people are answered',
  })
  q?: string;
}

export class ContactList {
  @ObjectListField(() => ContactView)
  items!: ContactView[];
}
