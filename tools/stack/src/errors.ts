/** Something of the stack did not start: which one, why, and what the person can do about it. */
export class StartError extends Error {
  readonly advice: string;

  constructor(what: string, why: string, advice: string) {
    super(`${what}: ${why}`);
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
