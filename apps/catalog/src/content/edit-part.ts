import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { applyPatch } from './apply-patch.js';
import { UpdatesShop } from './content-cache.js';
import {
  ContentWriter,
  type ChangeRequest,
  type Editor,
  type PartChange,
} from './content-writer.js';
import { EMPTY_PLAIN_FIELDS, type PartContent } from './part-content.js';
import type { CreatePartDto, UpdatePartDto } from './part.dto.js';
import { insertContent } from './save-content.js';

/** Adds parts and writes their fields. */
@Injectable()
export class EditPart {
  constructor(
    private readonly writer: ContentWriter,
    readonly cache: VersionedCache,
  ) {}

  @UpdatesShop()
  async create(body: CreatePartDto, editor: Editor): Promise<PartChange> {
    const content = applyPatch(emptyContent(body), body);
    return this.writer.create(editor, (tx) => insertContent(tx, content, editor));
  }

  @UpdatesShop()
  async update(request: ChangeRequest, body: UpdatePartDto): Promise<PartChange> {
    return this.writer.edit(request, (before) => ({
      content: applyPatch(before, body),
      summary: body.change_summary,
    }));
  }
}

const emptyContent = ({ kind, sku, part_name, price }: CreatePartDto): PartContent => ({
  kind,
  sku,
  part_name,
  price,
  description: '',
  category_id: null,
  specifications: [],
  images: [],
  status: 'active',
  genre_ids: [],
  platform_ids: [],
  ...EMPTY_PLAIN_FIELDS,
});
