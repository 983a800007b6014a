import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import { Public } from '@tandem/auth-client';
import { invalidField, notFound } from '@tandem/kernel';
import { IntField, notModified } from '@tandem/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { IsIn } from 'class-validator';
import { ImageStore } from './image-store.js';
import { RENDITION_WIDTHS } from './process-image.js';

const FILE = /^([0-9a-f]{64})\.webp$/;
const CACHED_BYTES = 32 * 1024 * 1024;

class ImageQuery {
  @IntField({ query: true, optional: true, description: `One of ${RENDITION_WIDTHS.join(', ')}.` })
  @IsIn(RENDITION_WIDTHS)
  w?: number;
}

/** Serves pictures. Their address is the hash of their bytes, so a browser never has to ask again. */
@ApiTags('images')
@Controller('api/v1/images')
@Public()
export class ImageController {
  private readonly recent = new LRUCache<string, Buffer>({
    maxSize: CACHED_BYTES,
    sizeCalculation: (bytes) => bytes.length + 1,
  });

  constructor(private readonly images: ImageStore) {}

  @Get(':file')
  @ApiOperation({ summary: 'An image, in one of its widths' })
  @ApiParam({
    name: 'file',
    description: '`<sha256>.webp`',
    schema: { type: 'string', pattern: '^[0-9a-f]{64}\\.webp$' },
  })
  @ApiOkResponse({ content: { 'image/webp': { schema: { type: 'string', format: 'binary' } } } })
  async getImage(
    @Req() request: FastifyRequest<{ Params: { file: string } }>,
    @Query() query: ImageQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const sha256 = FILE.exec(request.params.file)?.[1];
    if (!sha256) throw invalidField('file', 'must be a sha256 in hexadecimal digits and .webp');
    const etag = `"${sha256.slice(0, 32)}-${query.w ?? 'full'}"`;
    const bytes = await this.bytes(sha256, query.w ?? null);
    if (!bytes) throw notFound('image', sha256);
    reply.header('etag', etag).header('cache-control', 'public, max-age=31536000, immutable');
    reply.header('cross-origin-resource-policy', 'cross-origin');
    if (notModified(request, etag)) return void reply.code(304).send();
    reply.header('content-type', 'image/webp').send(bytes);
  }

  private async bytes(sha256: string, width: number | null): Promise<Buffer | null> {
    const key = `${sha256}-${width}`;
    const known = this.recent.get(key);
    if (known) return known;
    const bytes = await this.images.load(sha256, width);
    if (bytes) this.recent.set(key, bytes);
    return bytes;
  }
}
