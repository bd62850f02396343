import { readClientId } from './client-id';

/** Labels of letters, digits and hyphens, two at least: no tenant is called `common` or `organizations`. */
const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i;

/** A tenant by domain or id, as people copy them; null where the text can be neither. */
export function readTenant(text: string): string | null {
  const trimmed = text.trim();
  return readClientId(trimmed) ?? (DOMAIN.test(trimmed) ? trimmed : null);
}
