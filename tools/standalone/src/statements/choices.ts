/** Every way through choices that depend on one another: each `choose` takes the next option in the next way. */
export class Choices {
  private taken: number[] = [];
  private limits: number[] = [];
  private made = new Map<object, number>();

  forget(): void {
    this.taken = [];
    this.limits = [];
    this.made.clear();
  }

  /** The same choice is made alike within one way. */
  choose<T>(about: object, options: readonly T[]): T {
    const at = this.made.get(about) ?? this.made.size;
    this.made.set(about, at);
    this.limits[at] = options.length;
    return options[(this.taken[at] ??= 0)]!;
  }

  /** Goes on with the next way; false when all were taken. */
  next(): boolean {
    this.taken.length = this.made.size;
    this.made.clear();
    while (this.taken.length > 0) {
      const last = this.taken.length - 1;
      this.taken[last]! += 1;
      if (this.taken[last]! < this.limits[last]!) return true;
      this.taken.pop();
    }
    return false;
  }
}
