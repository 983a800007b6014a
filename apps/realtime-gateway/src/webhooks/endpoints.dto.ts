import { ApiProperty } from '@nestjs/swagger';
import { BoolField, IntField, TextField } from '@tandem/http';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  ValidateIf,
} from 'class-validator';
import { WEBHOOK_TYPES } from './endpoint-rules.js';
import { OFF_REASONS, type OffReason } from './off-reasons.js';
import type { SigningSecret } from './webhook-secrets.js';

const URL_FIELD = {
  text: 'machine',
  min: 1,
  max: 2_000,
  description: 'Where messages are sent: https, at a public address.',
  example: 'https://partner.example/hooks/tandem',
} as const;

const TypesField =
  (required: boolean): PropertyDecorator =>
  (target, property) => {
    const rules = [
      ApiProperty({
        enum: WEBHOOK_TYPES,
        isArray: true,
        required,
        minItems: 1,
        maxItems: WEBHOOK_TYPES.length,
        description: 'What it is told of.',
      }),
      ...(required ? [] : [ValidateIf((_, value) => value !== undefined)]),
      IsArray(),
      ArrayMinSize(1),
      ArrayMaxSize(WEBHOOK_TYPES.length),
      ArrayUnique(),
      IsIn(WEBHOOK_TYPES, { each: true }),
    ];
    for (const rule of rules) rule(target, property);
  };

export class RegisterEndpointDto {
  @TextField(URL_FIELD) url!: string;

  @TextField({ max: 200, optional: true, description: 'Whose it is, for staff.' })
  description?: string;

  @TypesField(true) types!: string[];
}

/** What is left out stays as it is. */
export class ChangeEndpointDto {
  @TextField({ ...URL_FIELD, optional: true }) url?: string;

  @TextField({ max: 200, optional: true, description: 'Whose it is, for staff.' })
  description?: string;

  @TypesField(false) types?: string[];

  @BoolField({
    optional: true,
    description: 'Off: nothing is sent, and what happens meanwhile is not sent later.',
  })
  enabled?: boolean;

  @IntField({
    min: 1,
    optional: true,
    description: 'The version that the client read. An outdated version is refused with 409.',
  })
  version?: number;
}

export class EndpointView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() url!: string;
  @ApiProperty() description!: string;
  @ApiProperty({ enum: WEBHOOK_TYPES, isArray: true }) types!: string[];
  @ApiProperty() enabled!: boolean;
  @ApiProperty({
    enum: OFF_REASONS,
    nullable: true,
    description: 'Why the shop switched it off by itself; null when staff did, or it is on.',
  })
  off_reason!: OffReason | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) off_at!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Since when it has taken nothing of what was sent.',
  })
  failing_since!: string | null;
  @ApiProperty({ description: 'Messages that are to be sent, or sent again; 1,000 at most.' })
  waiting!: number;
  @ApiProperty({ description: 'Messages of the log that were given up; 1,000 at most.' })
  failed!: number;
  @ApiProperty() version!: number;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
  @ApiProperty({ format: 'date-time' }) updated_at!: string;
}

export class EndpointsPage {
  @ApiProperty({ type: [EndpointView] }) items!: EndpointView[];
  @ApiProperty({ type: String, nullable: true }) next_cursor!: string | null;
}

export class SecretView implements SigningSecret {
  @ApiProperty({ example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }) secret!: string;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until when it signs beside the newest one; null: it is the newest.',
  })
  valid_until!: string | null;
}

export class SecretsView {
  @ApiProperty({ type: [SecretView], description: 'Each signs every message; newest first.' })
  items!: SecretView[];
}
