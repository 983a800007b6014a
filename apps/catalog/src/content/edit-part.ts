import { Injectable } from '@nestjs/common';
import { VersionedCache } from '@tandem/cache';
import { applyPatch } from './apply-patch.js';
import { UpdatesShop } from './content-cache.js';
import { ContentWriter, type ChangeRequest, type PartChange } from './content-writer.js';
import type { Editor } from './editor.js';
import { emptyContent } from './part-content.js';
import type { CreatePartDto, UpdatePartDto } from './part.dto.js';

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
    return this.writer.create(editor, content);
  }

  @UpdatesShop()
  async update(request: ChangeRequest, body: UpdatePartDto): Promise<PartChange> {
    return this.writer.edit(request, (before) => ({
      content: applyPatch(before, body),
      summary: body.change_summary,
    }));
  }
}
