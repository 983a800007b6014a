import { ApiProperty } from '@nestjs/swagger';

/** A place where a person is signed in. */
export class SessionView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  last_used_at!: string;

  @ApiProperty({ format: 'date-time' })
  expires_at!: string;

  @ApiProperty({ type: String, nullable: true })
  ip_address!: string | null;

  @ApiProperty({ type: String, nullable: true })
  user_agent!: string | null;

  @ApiProperty({ description: 'True for the session of this request.' })
  current!: boolean;
}

export class SessionPage {
  @ApiProperty({ type: [SessionView] })
  items!: SessionView[];

  @ApiProperty({ type: String, nullable: true })
  next_cursor!: string | null;
}
