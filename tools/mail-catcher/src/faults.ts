export interface Fault {
  /** How many mails are refused before it works again; 0 ends the fault at once. */
  times: number;
  /** The SMTP reply, 400 to 599; 421 ends the connection as well. */
  code: number;
  /** At which command. */
  stage: 'recipient' | 'data';
}

/** Makes the mail server fail on command. */
export class Faults {
  private fault: Fault = { times: 0, code: 451, stage: 'data' };

  set(fault: Fault): void {
    this.fault = fault;
  }

  get current(): Fault {
    return this.fault;
  }

  /** The refusal that is due at this command, if any. */
  take(stage: Fault['stage']): Error | null {
    const { times, code } = this.fault;
    if (times <= 0 || this.fault.stage !== stage) return null;
    this.fault = { ...this.fault, times: times - 1 };
    return Object.assign(new Error('refused on request'), { responseCode: code });
  }
}
