import { describe, expect, it } from '@jest/globals';
import { OwnChanges } from './own-changes';

/** A page that shows the cart of this version, and how often it read it again. */
function page(version: number | undefined) {
  const seen = { version, reads: 0 };
  const changes = new OwnChanges({
    shown: () => seen.version,
    readAgain: () => (seen.reads += 1),
  });
  return { seen, changes };
}
const later = () => new Promise<void>((resolve) => setTimeout(resolve));

describe('a cart that another device changes', () => {
  it('is read again when the page is behind, and only then', () => {
    const { seen, changes } = page(5);
    changes.changed(5);
    changes.changed(4);
    expect(seen.reads).toBe(0);
    changes.changed(6);
    expect(seen.reads).toBe(1);
  });

  it('is read again when nobody knows what was missed', () => {
    const { seen, changes } = page(5);
    changes.changed();
    expect(seen.reads).toBe(1);
  });

  it('is not read again for a change of the page’s own, though its event comes before its answer', async () => {
    const { seen, changes } = page(5);
    await changes.during(async () => {
      changes.changed(6);
      await later();
      expect(seen.reads).toBe(0);
    });
    seen.version = 6;
    await later();
    expect(seen.reads).toBe(0);
  });

  it('is read again after a change of its own when another one came on top', async () => {
    const { seen, changes } = page(5);
    await changes.during(async () => changes.changed(7));
    seen.version = 6;
    await later();
    expect(seen.reads).toBe(1);
  });

  it('of somebody else is another count', async () => {
    const { seen, changes } = page(5);
    changes.changed(9);
    changes.forget();
    seen.version = 2;
    changes.changed(2);
    expect(seen.reads).toBe(1);
  });

  it('that was not read yet is read anyhow', () => {
    const { seen, changes } = page(undefined);
    changes.changed(3);
    expect(seen.reads).toBe(0);
  });
});
