import { BoolField, TextField, UuidField } from '@tandem/http';

/** Half a megabyte of picture in base64. */
export const MOST_KEY_CHARACTERS = 700_000;

export class RevealKeyDto {
  @UuidField({ description: 'The order that the key was bought for.' })
  order_id!: string;

  @UuidField({ description: 'Who is shown the key.' })
  revealed_by!: string;
}

export class GameKeyDto {
  @TextField({ text: 'paragraphs', max: MOST_KEY_CHARACTERS })
  key!: string;

  @BoolField({ description: 'The key is a picture in base64.' })
  is_file!: boolean;
}
