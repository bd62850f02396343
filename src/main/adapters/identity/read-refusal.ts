import type { AuthError } from '@azure/msal-node';
import { InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import type { Refusal } from './sign-in-errors';

/** Reads the answer of an endpoint that refused; null where it did not refuse. */
export function refusalOfBody(body: Readonly<Record<string, unknown>>): Refusal | null {
  const error = textOf(body['error']);
  if (error === null) return null;
  const description = textOf(body['error_description']) ?? '';
  const codes = Array.isArray(body['error_codes']) ? body['error_codes'].filter((code): code is number => typeof code === 'number') : [];
  return {
    error,
    suberror: textOf(body['suberror']),
    numbers: unique([...codes, ...numbersIn(description)]),
    correlationId: textOf(body['correlation_id']) ?? correlationIn(description),
    timestamp: textOf(body['timestamp']) ?? timestampIn(description),
  };
}

/** Reads what the library threw; `answered` is what the service refused last, if it refused. */
export function refusalOfError(error: AuthError, answered: Refusal | null): Refusal {
  const description = error.errorMessage;
  const told = error instanceof ServerError || error instanceof InteractionRequiredAuthError ? Number(error.errorNo) : Number.NaN;
  const own: Refusal = {
    error: error.errorCode,
    suberror: error.subError === '' ? null : error.subError,
    numbers: unique([...(Number.isInteger(told) && told > 0 ? [told] : []), ...numbersIn(description)]),
    correlationId: correlationIn(description) ?? (error.correlationId === '' ? null : error.correlationId),
    timestamp: timestampIn(description),
  };
  // With a device code the library keeps the word alone, in the place of a sentence.
  const isSame = answered !== null && (answered.error === own.error || own.error === 'post_request_failed');
  return isSame ? answered : own;
}

function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(/AADSTS(\d{4,8})/g)].map(([, digits]) => Number(digits));
}

function correlationIn(text: string): string | null {
  return /Correlation ID: ([0-9a-f-]{36})/i.exec(text)?.[1] ?? null;
}

function timestampIn(text: string): string | null {
  return /Timestamp: (\d{4}-\d\d-\d\d[ T][\d:.]+Z?)/.exec(text)?.[1] ?? null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function unique(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)];
}
