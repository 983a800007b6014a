import { DomainError, invalidField, isStorableText } from '@tandem/kernel';
import { RequestValidationPipe } from '@tandem/http';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { ImageUrlDto } from './part.dto.js';
import { fetchImage, MOST_IMAGE_BYTES } from '../images/fetch-image.js';
import { pictureTurns, processImage, type ProcessedImage } from '../images/process-image.js';

const MOST_ALT = 300;

const CONTROL = /[\u0000-\u001f\u007f]/;

export interface Upload {
  image: ProcessedImage;
  /** Undefined: none was given. */
  alt: string | undefined;
  /** The field that the picture came in. */
  field: 'file' | 'url';
}

const validation = new RequestValidationPipe();

/**
 * The picture of a request: a file of a multipart form, or the one behind `url` in a JSON body.
 * @throws DomainError 413 or 422 naming the field, 503 when too many pictures are being read.
 */
export function readUpload(request: FastifyRequest): Promise<Upload> {
  return pictureTurns.place(() => readPicture(request));
}

async function readPicture(request: FastifyRequest): Promise<Upload> {
  if (request.isMultipart()) {
    const { bytes, alt } = await readForm(request);
    return { image: await processImage(bytes, 'file'), alt, field: 'file' };
  }
  const body = (await validation.transform(request.body ?? {}, {
    type: 'body',
    metatype: ImageUrlDto,
  })) as ImageUrlDto;
  const bytes = await fetchImage(body.url);
  return { image: await processImage(bytes, 'url'), alt: body.alt, field: 'url' };
}

async function readForm(request: FastifyRequest): Promise<{ bytes: Buffer; alt?: string }> {
  let bytes: Buffer | undefined;
  let alt: string | undefined;
  for await (const part of request.parts({ limits: { fileSize: MOST_IMAGE_BYTES, files: 1 } })) {
    if (part.type === 'file') bytes = await fileOf(part);
    else if (part.fieldname === 'alt') alt = altOf(part.value);
    else throw invalidField(part.fieldname, 'is not a known field');
  }
  if (!bytes) throw invalidField('file', 'is missing: send one file, or a JSON body with url');
  return { bytes, ...(alt !== undefined && { alt }) };
}

async function fileOf(part: MultipartFile): Promise<Buffer> {
  if (part.fieldname !== 'file') {
    part.file.resume();
    throw invalidField(part.fieldname, 'is not a known field: the file goes into file');
  }
  const bytes = await part.toBuffer().catch((error: Error & { code?: string }) => {
    if (error.code !== 'FST_REQ_FILE_TOO_LARGE') throw error;
    throw new DomainError('payload_too_large', 'too_large', 'The picture is larger than 10 MiB.', {
      errors: [{ field: 'file', message: 'is larger than 10 MiB' }],
    });
  });
  if (bytes.length === 0) throw invalidField('file', 'is empty');
  return bytes;
}

function altOf(value: unknown): string {
  if (typeof value !== 'string' || !isStorableText(value) || CONTROL.test(value))
    throw invalidField('alt', 'must be plain text on one line');
  if (value.length > MOST_ALT)
    throw invalidField('alt', `must have at most ${MOST_ALT} characters`);
  return value.trim();
}
