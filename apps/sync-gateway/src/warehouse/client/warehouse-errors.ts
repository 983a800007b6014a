/** The warehouse considered the call and said no: saying it again changes nothing. */
export class WarehouseRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** The references of the sales that it names. */
    readonly references: readonly string[] = [],
  ) {
    super(`the warehouse refused: ${status} ${code}`);
    this.name = 'WarehouseRefusal';
  }
}

/** There is no answer to build on, or only one about the shop's own token. */
export class WarehouseAway extends Error {
  readonly away: string;
  /** Whether the warehouse itself is ill, and not only this call. */
  readonly ill: boolean;

  constructor(
    reason: string,
    { ill, away = 'warehouse', cause }: { ill: boolean; away?: string; cause?: unknown },
  ) {
    super(`the warehouse: ${reason}`, { cause });
    this.name = 'WarehouseAway';
    this.away = away;
    this.ill = ill;
  }
}
