import { BoolField, TextField } from '@tandem/http';

export class RevealedKeyDto {
  @TextField({
    text: 'machine',
    max: 2_000_000,
    description: 'The key, or a picture of it, base64.',
  })
  key!: string;

  @BoolField()
  is_file!: boolean;
}
