import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import {
  draggable,
  dropTargetForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import {
  attachInstruction,
  extractInstruction,
  type Operation,
} from '@atlaskit/pragmatic-drag-and-drop-hitbox/list-item';
import { onMounted, onScopeDispose, shallowRef, type Ref } from 'vue';
import type { Side } from './tree';

const SIDES: Readonly<Record<Operation, Side>> = {
  'reorder-before': 'before',
  'reorder-after': 'after',
  combine: 'inside',
};
/** Other pages drag other things. */
const KIND = 'category';

interface Dragged {
  id: () => string;
  /** Whether it can be dragged by this person, now. */
  enabled: () => boolean;
  /** Whether another one may be dropped on that side of it. */
  takes: (id: string, side: Side) => boolean;
  dropped: (id: string, side: Side) => void;
}

/** Lets a row be dragged by its handle, and others be dropped around it and into it. */
export function useDraggedRow(
  row: Ref<HTMLElement | null>,
  handle: Ref<HTMLElement | null>,
  { id, enabled, takes, dropped }: Dragged,
) {
  /** Where what hovers over it would go. */
  const side = shallowRef<Side | null>(null);
  const dragging = shallowRef(false);
  const sideIn = (data: Record<string | symbol, unknown>): Side | null => {
    const instruction = extractInstruction(data);
    return instruction && SIDES[instruction.operation];
  };
  const idOf = (data: Record<string, unknown>) => String(data.id);
  let stop = (): void => undefined;

  onMounted(() => {
    if (!row.value) return;
    stop = combine(
      draggable({
        element: row.value,
        dragHandle: handle.value ?? row.value,
        canDrag: enabled,
        getInitialData: () => ({ kind: KIND, id: id() }),
        onDragStart: () => (dragging.value = true),
        onDrop: () => (dragging.value = false),
      }),
      dropTargetForElements({
        element: row.value,
        canDrop: ({ source }) => source.data.kind === KIND && source.data.id !== id(),
        getData: ({ input, element, source }) => {
          const may = (operation: Operation) =>
            takes(idOf(source.data), SIDES[operation]) ? 'available' : 'not-available';
          const operations = {
            'reorder-before': may('reorder-before'),
            'reorder-after': may('reorder-after'),
            combine: may('combine'),
          } as const;
          return attachInstruction({}, { input, element, operations });
        },
        onDragEnter: ({ self }) => (side.value = sideIn(self.data)),
        onDrag: ({ self }) => (side.value = sideIn(self.data)),
        onDragLeave: () => (side.value = null),
        onDrop: ({ self, source }) => {
          side.value = null;
          const at = sideIn(self.data);
          if (at) dropped(idOf(source.data), at);
        },
      }),
    );
  });
  onScopeDispose(() => stop());
  return { side, dragging };
}
