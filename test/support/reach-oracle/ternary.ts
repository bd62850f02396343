/** The oracle's own three values; kept apart from the product's on purpose. */
export type Ternary = 'yes' | 'no' | 'unknown';

/** Yes if any is yes, else unknown if any is unknown, else no. */
export function anyOf(values: Iterable<Ternary>): Ternary {
  let result: Ternary = 'no';
  for (const value of values) {
    if (value === 'yes') return 'yes';
    if (value === 'unknown') result = 'unknown';
  }
  return result;
}

/** No if any is no, else unknown if any is unknown, else yes. */
export function allOf(values: Iterable<Ternary>): Ternary {
  let result: Ternary = 'yes';
  for (const value of values) {
    if (value === 'no') return 'no';
    if (value === 'unknown') result = 'unknown';
  }
  return result;
}

/** Yes and no change places. */
export function negate(value: Ternary): Ternary {
  return value === 'unknown' ? 'unknown' : value === 'yes' ? 'no' : 'yes';
}

/** A certain truth as one of the three values. */
export function certain(truth: boolean): Ternary {
  return truth ? 'yes' : 'no';
}
