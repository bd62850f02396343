/** What of an error may be logged: its name and the places it passed through. The message may hold anything, a token included. */
export function placesIn(error: unknown): { readonly errorName: string; readonly stack: string } {
  if (!(error instanceof Error)) return { errorName: typeof error, stack: '' };
  const places = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim().replace(/\(?(file:\/\/)?[^\s()]*[\\/]([^\\/\s()]+)\)?$/, '$2'));
  return { errorName: error.name, stack: places.join(' < ') };
}
