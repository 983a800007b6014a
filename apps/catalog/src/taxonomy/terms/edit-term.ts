import { Injectable } from '@nestjs/common';
import { conflict, versionConflict } from '@tandem/kernel';
import { Database, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import type { Editor } from '../../content/editor.js';
import { freeSlug } from '../free-slug.js';
import { FollowTerm } from './follow-term.js';
import {
  lockTerm,
  readTerm,
  readTerms,
  termView,
  type TermKind,
  type TermRow,
} from './term-rows.js';
import { TermVocabulary } from './term-vocabulary.js';
import type { AdminTermView, CreateTermDto, UpdateTermDto } from './term.dto.js';

/** All of them are read for the menus that games are narrowed by. */
const MOST_TERMS = 500;

/** Adds genres and platforms, and renames them. */
@Injectable()
export class EditTerm {
  constructor(
    private readonly database: Database,
    private readonly vocabulary: TermVocabulary,
    private readonly following: FollowTerm,
  ) {}

  list(of: TermKind): Promise<AdminTermView[]> {
    return readTerms(this.database, of);
  }

  create(of: TermKind, { name, slug: wanted }: CreateTermDto): Promise<AdminTermView> {
    const id = uuidv7();
    return this.vocabulary.change(of, async (tx) => {
      const [row] = await tx.query<{ known: number }>(
        `select count(*)::integer as known from ${of}s`,
      );
      if (row!.known >= MOST_TERMS)
        throw conflict(`too_many_${of}s`, `There are ${MOST_TERMS} ${of}s already.`);
      const slug = wanted ?? (await freeSlug(tx, `${of}s`, { name, otherwise: of }));
      await tx.execute(`insert into ${of}s (id, slug, name) values ($1, $2, $3)`, [id, slug, name]);
      await takeBack(tx, of, slug, name);
      return termView(await readTerm(tx, of, id));
    });
  }

  /** Its games follow a new name or slug in transactions of their own: `change` says how far they are, null that all have. */
  async update(
    of: TermKind,
    id: string,
    body: UpdateTermDto,
    editor: Editor,
  ): Promise<AdminTermView> {
    const shown = await this.vocabulary.change(of, async (tx) => {
      const before = await lockTerm(tx, of, id);
      if (body.version !== undefined && body.version !== before.version)
        throw versionConflict(termView(before));
      refuseClosing(of, before);
      const { name = before.name, slug = before.slug } = body;
      await tx.execute(
        `update ${of}s set slug = $2, name = $3, version = version + 1, updated_at = clock_timestamp() where id = $1`,
        [id, slug, name],
      );
      await takeBack(tx, of, slug, name);
      if (slug !== before.slug) await redirectSlug(tx, of, before);
      const shown = name !== before.name || slug !== before.slug;
      if (shown) await this.following.begin(tx, { of, id }, 'rename', editor);
      return shown;
    });
    if (shown) await this.following.followForAWhile({ of, id });
    return termView(await readTerm(this.database, of, id));
  }
}

/** @throws DomainError when it is on its way out. */
export function refuseClosing(of: TermKind, term: TermRow): void {
  if (term.closing)
    throw conflict(`${of}_closing`, `The ${of} is being closed.`, { current: termView(term) });
}

/** Who comes with the former slug is led to it; G2A, which says the former name, finds it by that. */
async function redirectSlug(
  tx: Tx,
  of: TermKind,
  { id, slug, name }: Pick<TermRow, 'id' | 'slug' | 'name'>,
): Promise<void> {
  await tx.execute(`insert into ${of}_redirects (slug, name, ${of}_id) values ($1, $2, $3)`, [
    slug,
    name,
    id,
  ]);
}

/** A slug that is its own leads nowhere else, and a name that staff took away is back when they give it anew. */
async function takeBack(tx: Tx, of: TermKind, slug: string, name: string): Promise<void> {
  await tx.execute(
    `delete from ${of}_redirects where slug = $1 or (lower(name) = lower($2) and ${of}_id is null)`,
    [slug, name],
  );
}
