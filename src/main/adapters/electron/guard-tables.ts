/** The permissions a page may have, each with its reason. There is none: texts are copied by a channel of our own. */
export const PERMISSIONS: ReadonlySet<string> = new Set<string>();

/** Whether an address is of our own page. */
export function isOwnAddress(address: string): boolean {
  try {
    const url = new URL(address);
    return url.protocol === 'app:' && url.host === 'mailscope';
  } catch {
    return false;
  }
}
