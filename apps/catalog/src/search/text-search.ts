import type { Parameters } from './parameters.js';
import type { SearchTerms } from './search-terms.js';

/** So many documents are compared with a slip of the pen. */
const MOST_ALIKE = 5_000;

/** Search in the documents: stems, exact words and a prefix of the last word. */
export function exactSearch(
  terms: SearchTerms,
  parameters: Parameters,
): { where: string; named: string; ranking: () => { sku: string; rank: string } } {
  const alternatives: string[] = [];
  if (terms.query !== '') {
    const text = parameters.add(terms.query, 'text');
    alternatives.push(
      `websearch_to_tsquery('english', ${text})`,
      `websearch_to_tsquery('simple', ${text})`,
    );
  }
  if (terms.prefix !== null) {
    const rest = parameters.add(terms.rest, 'text');
    const prefix = parameters.add(terms.prefix, 'text');
    alternatives.push(
      `((plainto_tsquery('english', ${rest}) || plainto_tsquery('simple', ${rest})) && to_tsquery('simple', ${prefix}))`,
    );
  }
  if (terms.partNumber !== null)
    alternatives.push(parameters.add(`'${terms.partNumber}':*`, 'tsquery'));
  const both = [
    alternatives.length > 0 ? `(${alternatives.join(' || ')})` : null,
    terms.pairs === null ? null : parameters.add(terms.pairs, 'tsquery'),
  ].filter((part) => part !== null);
  const query = both.join(' && ') || `''::tsquery`;
  return {
    where: `d.document @@ (${query})`,
    named: `(to_tsvector('english', p.part_name) || to_tsvector('simple', p.part_name)) @@ (${query})`,
    // A parameter that no part of the statement uses is refused, so it is added with what uses it.
    ranking: () => {
      const typed = parameters.add(terms.text, 'text');
      const sku = `lower(p.sku) = lower(${typed})`;
      const compact =
        terms.partNumber === null
          ? null
          : `compact_sku(p.sku) = ${parameters.add(terms.partNumber, 'text')}`;
      return {
        sku: compact ?? sku,
        rank: `(1000000 * (
          case when ${sku} then 10 ${compact ? `when ${compact} then 8 ` : ''}when starts_with(lower(p.sku), lower(${typed})) then 4 else 0 end
          + case when lower(p.part_name) = lower(${typed}) then 3 when starts_with(lower(p.part_name), lower(${typed})) then 1
              when strpos(lower(p.part_name), lower(${typed})) > 0 then 0.5 else 0 end
          + ts_rank_cd(d.document, ${query}, 32)))::bigint`,
      };
    },
  };
}

/**
 * Search by likeness, for what matches nothing as typed. The documents alike are found on their own, once: joined to
 * the parts in one go, a planner without fresh statistics walks through all parts and compares each.
 */
export function fuzzySearch(
  terms: SearchTerms,
  parameters: Parameters,
): { alike: string; rank: string } {
  const words = terms.fuzzy.map((word) => parameters.add(word, 'text'));
  const alike = words.map((word) => `fuzzy operator(public.%>) ${word}`);
  const likeness = words.map(
    (word) =>
      `2 * public.word_similarity(${word}, lower(p.part_name)) + public.word_similarity(${word}, d.fuzzy)`,
  );
  return {
    alike: `alike as materialized (select part_id, fuzzy from part_search where ${alike.join(' and ') || 'false'} limit ${MOST_ALIKE}),`,
    rank: `(1000000 * (${likeness.join(' + ') || '0'}))::bigint`,
  };
}
