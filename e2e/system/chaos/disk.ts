import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const SIZE = '700m';
const PIECES = [1 << 20, 1 << 12];

/** A disk of its own for a folder, small enough to be filled. Only root may mount one. */
export class SmallDisk {
  private constructor(private readonly folder: string) {}

  /** Takes away the one that a run left behind which was killed. */
  static clear(folder: string): void {
    try {
      execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
    } catch {
      // There is none.
    }
  }

  static at(folder: string): SmallDisk | undefined {
    mkdirSync(folder, { recursive: true });
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tandem-chaos', folder], {
        stdio: 'ignore',
      });
      return new SmallDisk(folder);
    } catch {
      return undefined;
    }
  }

  /** Until not one more page fits. */
  fill(): void {
    const file = openSync(this.filler, 'w');
    for (const size of PIECES) {
      const piece = Buffer.alloc(size, 1);
      try {
        while (writeSync(file, piece) > 0);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
    }
    closeSync(file);
  }

  free(): void {
    rmSync(this.filler, { force: true });
  }

  remove(): void {
    SmallDisk.clear(this.folder);
  }

  private get filler(): string {
    return join(this.folder, 'filler');
  }
}
