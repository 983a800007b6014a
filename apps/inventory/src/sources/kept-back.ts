/**
 * The buffers of a part `r`: its own as `b`, and as `c` that of the nearest category upwards that has one. No row of them is
 * read from a copy, so a part that changes its category, or a category that is moved, has the right one in the next statement.
 */
export const KEPT_BACK_FROM = `
  left join safety_buffers b on b.part_id = r.id
  left join lateral (
    with recursive up as (
      select k.id, k.parent_id, k.name, kb.pieces
        from catalog.category_refs k left join category_buffers kb on kb.category_id = k.id where k.id = r.category_id
      union
      select k.id, k.parent_id, k.name, kb.pieces
        from up join catalog.category_refs k on k.id = up.parent_id
        left join category_buffers kb on kb.category_id = k.id where up.pieces is null
    )
    select up.id, up.name, up.pieces from up where up.pieces is not null
  ) c on true`;

/** How many units of a part nobody can order: its own buffer counts, also when it is 0, before that of a category. */
export const KEPT_BACK = 'coalesce(b.pieces, c.pieces, 0)';
