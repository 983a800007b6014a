import { DomainError } from '@tandem/kernel';

export const notAForm = (): DomainError =>
  new DomainError(
    'unsupported_media_type',
    'unsupported',
    'A notification must be sent as application/x-www-form-urlencoded.',
  );
