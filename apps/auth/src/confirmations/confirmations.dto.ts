import { ApiProperty } from '@nestjs/swagger';
import { TextField } from '@tandem/http';

export class ConfirmEmailBody {
  @TextField({
    text: 'machine',
    min: 1,
    max: 200,
    description: 'The token in the link of the mail.',
  })
  token!: string;
}

export class EmailConfirmedView {
  @ApiProperty({ enum: [true] })
  email_confirmed!: true;
}
