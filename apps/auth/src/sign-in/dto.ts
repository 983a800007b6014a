import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsEmail, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../passwords/password-length.js';
import { UserView } from '../users/user-view.js';

const MAX_EMAIL_LENGTH = 254;
const MAX_NAME_LENGTH = 80;
// Control and direction-changing characters could disguise a name.
const PRINTABLE =
  /^[^\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff<>]*$/u;

const trimmed = ({ value }: { value: unknown }) =>
  typeof value === 'string' ? value.trim() : value;
const normalisedEmail = ({ value }: { value: unknown }) =>
  typeof value === 'string' ? value.trim().normalize('NFKC').toLowerCase() : value;

export class RegisterBody {
  @ApiProperty({ format: 'email', example: 'ada@example.com', maxLength: MAX_EMAIL_LENGTH })
  @Transform(normalisedEmail)
  @MaxLength(MAX_EMAIL_LENGTH)
  @IsEmail({}, { message: 'must be an e-mail address' })
  email!: string;

  @ApiProperty({ minLength: MIN_PASSWORD_LENGTH, maxLength: MAX_PASSWORD_LENGTH })
  @IsString()
  @Length(MIN_PASSWORD_LENGTH, MAX_PASSWORD_LENGTH, {
    message: `must have ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters`,
  })
  password!: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: MAX_NAME_LENGTH, example: 'Ada' })
  @Transform(trimmed)
  @IsOptional()
  @IsString()
  @Length(1, MAX_NAME_LENGTH, { message: `must have 1 to ${MAX_NAME_LENGTH} characters` })
  @Matches(PRINTABLE, { message: 'must not hold control characters, "<" or ">"' })
  display_name?: string;
}

export class LoginBody {
  @ApiProperty({ format: 'email', maxLength: MAX_EMAIL_LENGTH })
  @Transform(normalisedEmail)
  @IsString()
  @Length(1, MAX_EMAIL_LENGTH, { message: `must have 1 to ${MAX_EMAIL_LENGTH} characters` })
  email!: string;

  @ApiProperty({ maxLength: MAX_PASSWORD_LENGTH })
  @IsString()
  @Length(1, MAX_PASSWORD_LENGTH, { message: `must have 1 to ${MAX_PASSWORD_LENGTH} characters` })
  password!: string;
}

export class MigrationView {
  @ApiProperty({
    enum: ['moved', 'not_needed', 'failed'],
    description: 'What became of the guest’s cart',
  })
  cart!: 'moved' | 'not_needed' | 'failed';

  @ApiProperty({
    enum: ['moved', 'not_needed', 'failed'],
    description: 'What became of the guest’s wishlist',
  })
  wishlist!: 'moved' | 'not_needed' | 'failed';
}

export class TokenView {
  @ApiProperty({ description: 'JWT, for the Authorization header' })
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
