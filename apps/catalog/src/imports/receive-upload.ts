import type { MultipartFile } from '@fastify/multipart';
import { invalidField } from '@tandem/kernel';
import type { FastifyRequest } from 'fastify';
import { decodeUpload } from './decode-upload.js';
import { badFile, badMapping, fileTooLarge } from './errors.js';
import { CHUNK_BYTES } from './import-store.js';

const MIB = 1024 * 1024;
/** The names of 200 columns of 200 characters, and what they are for. */
const LONGEST_MAPPING = 256 * 1024;
const LONGEST_NAME = 255;

/** A file as it arrives. */
export interface ReceivedFile {
  name: string;
  /** In pieces of one length, but for the last one. @throws DomainError 413 naming `file` */
  pieces: AsyncGenerator<Buffer>;
}

/**
 * Hands on the file of a form while it arrives, and then tells what else the form said.
 * @returns the mapping of its columns as it was sent, if it was.
 * @throws DomainError 422 naming the field that is missing or not known.
 */
export async function receiveUpload(
  request: FastifyRequest,
  mostMiB: number,
  receive: (file: ReceivedFile) => Promise<void>,
): Promise<string | undefined> {
  if (!request.isMultipart()) throw badFile('is missing: send a multipart form');
  let mapping: string | undefined;
  let received = false;
  const limits = { fileSize: mostMiB * MIB, files: 1, fieldSize: LONGEST_MAPPING };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'file') {
      await receive(fileOf(part, mostMiB));
      received = true;
    } else if (part.fieldname === 'mapping') {
      if (typeof part.value !== 'string' || part.valueTruncated)
        throw badMapping('is too long, or no text');
      mapping = part.value;
    } else throw invalidField(part.fieldname, 'is not a known field');
  }
  if (!received) throw badFile('is missing');
  return mapping;
}

function fileOf(part: MultipartFile, mostMiB: number): ReceivedFile {
  if (part.fieldname !== 'file') {
    part.file.resume();
    throw invalidField(part.fieldname, 'is not a known field: the file goes into file');
  }
  const name = [...part.filename.toWellFormed().replace(/[\p{Cc}]/gu, '')];
  return {
    name: name.slice(0, LONGEST_NAME).join('') || 'parts',
    pieces: piecesOf(part, mostMiB),
  };
}

async function* piecesOf({ file }: MultipartFile, mostMiB: number): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let length = 0;
  for await (const bytes of decodeUpload(file)) {
    rest.push(bytes);
    length += bytes.length;
    if (length < CHUNK_BYTES) continue;
    const all = Buffer.concat(rest);
    let at = 0;
    for (; all.length - at >= CHUNK_BYTES; at += CHUNK_BYTES)
      yield all.subarray(at, at + CHUNK_BYTES);
    rest = [all.subarray(at)];
    length = all.length - at;
  }
  // The reader ends at the bound as if the file did.
  if (file.truncated) throw fileTooLarge(mostMiB);
  if (length > 0) yield Buffer.concat(rest);
}
