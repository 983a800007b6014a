import { EmailField, TextField } from '@tandem/http';

export class BackInStockDto {
  @EmailField({
    optional: true,
    description: 'Needed from guests, who get a mail with a link to confirm it.',
  })
  email?: string;
}

export class WishLinkDto {
  @TextField({ min: 1, max: 100, text: 'machine', description: 'From the link of the mail.' })
  token!: string;
}
