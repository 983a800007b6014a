import { ApiProperty } from '@nestjs/swagger';
import { BoolField, IntField, ObjectListField, TextField } from '@tandem/http';
import { ArrayMaxSize, ArrayUnique, IsArray, Matches } from 'class-validator';

/** What somebody with a role may do. */
export class RoleView {
  @TextField({ example: 'content' })
  name!: string;

  @TextField()
  description!: string;

  @ApiProperty({ type: [String], example: ['stock:read', 'stock:write'] })
  permissions!: string[];

  @BoolField({ description: 'Whether its permissions can be changed.' })
  can_change!: boolean;

  @IntField({
    description: 'How many accounts have it, up to 1,000: then it is that many or more.',
  })
  accounts!: number;

  @IntField({ min: 1 })
  version!: number;
}

export class RoleList {
  @ObjectListField(() => RoleView)
  items!: RoleView[];

  @ApiProperty({ type: String, nullable: true, description: 'Always null: there are few roles.' })
  next_cursor!: string | null;

  @ApiProperty({ type: [String], description: 'Every permission that a role can have.' })
  permissions!: string[];
}

export class PermissionsBody {
  @ApiProperty({ type: [String], example: ['stock:read', 'stock:write'] })
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(/^[\x21-\x7e]{1,40}$/, { each: true, message: 'must be names of permissions' })
  permissions!: string[];

  @IntField({ min: 1, optional: true, description: 'The version that the client read.' })
  version?: number;
}
