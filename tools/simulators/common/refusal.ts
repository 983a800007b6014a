/** A refusal in G2A's own words: `{status: "ERROR", message, code}`. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  get body(): { status: 'ERROR'; message: string; code: string } {
    return { status: 'ERROR', message: this.message, code: this.code };
  }
}
