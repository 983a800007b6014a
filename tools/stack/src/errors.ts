/** A part of the stack that could not be had: which one, why, and what the person can do about it. */
export class PartError extends Error {
  readonly part: string;
  readonly advice: string;

  constructor(part: string, why: string, advice: string) {
    super(`${part}: ${why}`);
    this.part = part;
    this.advice = advice;
  }
}

export class UsageError extends Error {}

/** Raised inside a start that was told to stop half-way. */
export class Interrupted extends Error {
  constructor() {
    super('stopped while starting');
  }
}
