const TICK_MS = 25;

/**
 * A deadline for every command of a connection that answers in order, without a timer a command:
 * each tick notes how many commands went out, and a few ticks later that many must have come back.
 * It counts ticks and not time, so a process that slept doesn't blame the server.
 */
export class DeadlineWatch {
  private sent = 0;
  private settled = 0;
  private marks: number[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly deadlineMs: number,
    private readonly onOverdue: () => void,
  ) {}

  /** Call when a command goes out. */
  out(): void {
    this.sent += 1;
    this.timer ??= setInterval(() => this.tick(), TICK_MS).unref();
  }

  /** Call when its answer or its failure comes back. */
  back(): void {
    this.settled += 1;
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private tick(): void {
    // Nothing is out: the next command starts the clock again.
    if (this.settled >= this.sent) {
      this.marks = [];
      return this.stop();
    }
    this.marks.push(this.sent);
    if (this.marks.length <= this.deadlineMs / TICK_MS) return;
    const mark = this.marks.shift()!;
    if (this.settled >= mark) return;
    // Answers that arrived while this process was busy are read before this runs.
    setImmediate(() => {
      if (this.settled >= mark) return;
      this.marks = [];
      this.onOverdue();
    });
  }
}
