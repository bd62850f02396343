/** The oldest Electron that gets security updates with this version of the app. */
const OLDEST_SUPPORTED = 40;

/** What is limited in a runtime, and why; null where nothing is. */
export function noteForRuntime(electronVersion: string, packaged: boolean): string | null {
  const major = Number.parseInt(electronVersion, 10);
  if (packaged || major >= OLDEST_SUPPORTED) return null;
  return `This checkout runs in Electron ${electronVersion}, which no longer gets security updates, because the current one could not be fetched. It opens the demo and collection files and does not sign in to a tenant.`;
}
