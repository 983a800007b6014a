import { createWriteStream, existsSync, readFileSync, renameSync, type WriteStream } from 'node:fs';

const LARGEST_LOG_BYTES = 50 * 1024 * 1024;

/** What a process writes, in a file; the one before it is kept beside it. */
export class ProcessLog {
  private readonly file: string;
  private readonly isAlarm: ((line: string) => boolean) | undefined;
  private readonly alarm: (line: string) => void;
  private stream: WriteStream | undefined;
  private written = 0;

  /** @param alarm is told each line for which `isAlarm` is true. */
  constructor(
    file: string,
    isAlarm: ((line: string) => boolean) | undefined,
    alarm: (line: string) => void,
  ) {
    this.file = file;
    this.isAlarm = isAlarm;
    this.alarm = alarm;
  }

  open(): void {
    if (existsSync(this.file)) renameSync(this.file, `${this.file}.1`);
    this.stream = createWriteStream(this.file, { flags: 'a' });
    this.written = 0;
  }

  close(): void {
    this.stream?.end();
    this.stream = undefined;
  }

  record(chunk: Buffer): void {
    this.stream?.write(chunk);
    this.written += chunk.length;
    if (this.written > LARGEST_LOG_BYTES) {
      this.stream?.end();
      this.open();
    }
    const isAlarm = this.isAlarm;
    if (!isAlarm) return;
    const text = chunk.toString('utf8');
    if (!isAlarm(text)) return;
    for (const line of text.split('\n')) if (isAlarm(line)) this.alarm(readable(line));
  }

  /** Its last lines and where the rest is, for a person. */
  tail(lines = 15): string {
    try {
      const text = readFileSync(this.file, 'utf8').trimEnd().split('\n').slice(-lines);
      return [...text.map((line) => `    ${line.slice(0, 400)}`), `  log: ${this.file}`].join('\n');
    } catch {
      return '';
    }
  }
}

function readable(line: string): string {
  try {
    const entry = JSON.parse(line) as { msg?: string; err?: { message?: string } };
    return [entry.msg, entry.err?.message].filter(Boolean).join(': ').slice(0, 400);
  } catch {
    return line.slice(0, 400);
  }
}
