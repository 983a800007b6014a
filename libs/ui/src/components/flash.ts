import type { Directive } from 'vue';

/**
 * `v-flash="value"`: lets an element light up for a moment when its value changed under the reader's
 * eyes; the first drawing stays calm.
 */
export const vFlash: Directive<HTMLElement, unknown> = {
  updated(element, { value, oldValue }) {
    if (value === oldValue) return;
    element.classList.remove('changed');
    // Reading a layout property restarts the animation when two changes follow each other.
    void element.offsetWidth;
    element.classList.add('changed');
  },
};
