import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsString,
  MaxLength,
} from 'class-validator';
import { IntField, PageQuery, TextField } from '@tandem/http';
import { UserView } from './user-view.js';

export class UsersQuery extends PageQuery {
  @TextField({ max: 254, optional: true, description: 'Part of an e-mail address or a name' })
  q?: string;
}

export class RolesBody {
  @ApiProperty({ type: [String], example: ['content', 'stock'], minItems: 1 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  roles!: string[];

  @IntField({ min: 1, optional: true, description: 'The version the change is based on' })
  version?: number;
}

export class UserPage {
  @ApiProperty({ type: [UserView] })
  items!: UserView[];

  @ApiPropertyOptional({ type: String, nullable: true })
  next_cursor!: string | null;
}
