import type { Facets } from '@tandem/ui';
import { formatNumber } from '@tandem/ui/format';

type Value = Facets['category'][number] | Facets['kind'][number];

/** "about 1,200 products"; of an estimate that found none nobody knows that there are none. */
export function countText({ count, count_is_exact }: Value): string {
  if (count === 0 && !count_is_exact) return 'few products';
  const number = formatNumber(count);
  return `${count_is_exact ? '' : 'about '}${number} ${count === 1 ? 'product' : 'products'}`;
}

/** The choices of a facet as a menu shows them: indented as in their tree, and greyed where nothing would be left. */
export function choicesOf(values: readonly Value[] | undefined, chosen: string | undefined) {
  return (values ?? []).map((value) => {
    const level = 'level' in value ? value.level : 0;
    const disabled = value.count === 0 && value.count_is_exact && value.value !== chosen;
    return {
      value: value.value,
      title: value.label,
      props: {
        subtitle: countText(value),
        disabled,
        'aria-disabled': disabled,
        style: { paddingInlineStart: `${16 + level * 16}px` },
      },
    };
  });
}
