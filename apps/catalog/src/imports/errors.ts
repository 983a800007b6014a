import { conflict, DomainError, invalidField, notFound } from '@tandem/kernel';

export const importNotFound = (id: string): DomainError => notFound('import', id);

export const fileTooLarge = (mebibytes: number): DomainError =>
  new DomainError('payload_too_large', 'too_large', `The file is larger than ${mebibytes} MiB.`, {
    errors: [{ field: 'file', message: `is larger than ${mebibytes} MiB: split it` }],
  });

export const badFile = (message: string): DomainError => invalidField('file', message);
export const badMapping = (message: string): DomainError => invalidField('mapping', message);

export const tooManyImports = (most: number): DomainError =>
  conflict(
    'too_many_imports',
    `${most} imports are waiting or running. Wait for one to end, or cancel one.`,
  );

export const notInState = (does: string): DomainError =>
  conflict('wrong_import_status', `This import can’t be ${does} in the status that it has.`);

export const stockNotAllowed = (): DomainError =>
  new DomainError(
    'forbidden',
    'forbidden',
    'This import changes stock, for which you need the permission stock:write.',
  );

export const fileGone = (): DomainError =>
  conflict('import_file_deleted', 'The file of this import has been deleted. Upload it again.');
