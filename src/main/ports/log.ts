/** The fields that may stand in a log line. Whatever else happens to be at hand (names, addresses, paths, messages) may not. */
export interface LogFields {
  readonly channel?: string;
  readonly operation?: string;
  readonly code?: string | number;
  readonly count?: number;
  readonly bytes?: number;
  readonly milliseconds?: number;
  readonly version?: string;
  readonly reason?: string;
  readonly errorName?: string;
  /** Places in our own code, without the error's message. */
  readonly stack?: string;
}

/** Lines for whoever looks into a problem. */
export interface LogPort {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** Records a bug or a failure of the machine and answers the id by which the line is found. */
  error(event: string, fields?: LogFields): string;
}
