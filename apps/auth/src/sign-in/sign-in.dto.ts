import { ApiProperty } from '@nestjs/swagger';
import { EmailField, MAX_EMAIL_LENGTH, TextField } from '@tandem/http';
import { IsString, Length } from 'class-validator';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../passwords/password-length.js';
import { UserView } from '../users/user-view.js';

const MAX_NAME_LENGTH = 80;

export class RegisterBody {
  @EmailField({ example: 'ada@example.com' })
  email!: string;

  @ApiProperty({ minLength: MIN_PASSWORD_LENGTH, maxLength: MAX_PASSWORD_LENGTH })
  @IsString()
  @Length(MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH, {
    message: `must have ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters`,
  })
  password!: string;

  @TextField({
    min: 1,
    max: MAX_NAME_LENGTH,
    optional: true,
    nullable: true,
    pattern: /^[^<>]*$/,
    patternMessage: 'must not hold "<" or ">"',
    example: 'Ada',
  })
  display_name?: string;
}

export class LoginBody {
  // What is no address is no account either: it is answered like a wrong password.
  @TextField({ text: 'search', max: MAX_EMAIL_LENGTH, example: 'ada@example.com' })
  email!: string;

  @ApiProperty({ maxLength: MAX_PASSWORD_LENGTH })
  @IsString()
  @Length(1, MAX_PASSWORD_LENGTH, { message: `must have 1 to ${MAX_PASSWORD_LENGTH} characters` })
  password!: string;
}

export class MigrationView {
  @ApiProperty({
    enum: ['moved', 'not_needed', 'failed'],
    description: 'What happened to the guest’s cart.',
  })
  cart!: 'moved' | 'not_needed' | 'failed';

  @ApiProperty({
    enum: ['moved', 'not_needed', 'failed'],
    description: 'What happened to the guest’s wishlist.',
  })
  wishlist!: 'moved' | 'not_needed' | 'failed';
}

export class TokenView {
  @ApiProperty({ description: 'A JWT for the Authorization header.' })
  access_token!: string;

  @ApiProperty({ enum: ['Bearer'] })
  token_type!: 'Bearer';

  @ApiProperty({ type: 'integer', description: 'Seconds' })
  expires_in!: number;

  @ApiProperty({ type: UserView })
  user!: UserView;
}

export class SignedInView extends TokenView {
  @ApiProperty({ type: MigrationView })
  migration!: MigrationView;
}
