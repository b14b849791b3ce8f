/** A load could not be started: nothing has been measured yet. */
export class StartError extends Error {
  readonly reason: string;
  readonly advice: string;
  /** Whether it was slowness, which may be over, and not a limit, which stays. */
  readonly worthAnotherTry: boolean;

  /** @param reason and `advice`, what can be done about it, are for the reader */
  constructor(reason: string, advice: string, { worthAnotherTry }: { worthAnotherTry: boolean }) {
    super(`${reason}; ${advice}`);
    this.reason = reason;
    this.advice = advice;
    this.worthAnotherTry = worthAnotherTry;
  }
}
