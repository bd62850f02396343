/** A small value that is kept between starts. */
export interface KeptValue<T> {
  readonly current: T;
  /** Why the stored value could not be used, or null. */
  readonly note: string | null;
  /** Writes the value; answers false where it cannot be written (the value holds until the app ends). */
  set(value: T): Promise<boolean>;
}
