import { BoolField, TextField, UuidField } from '@tandem/http';

/** A picture of a key has more characters than a line of text; more than this is none. */
export const MOST_KEY_CHARACTERS = 2_000_000;

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
