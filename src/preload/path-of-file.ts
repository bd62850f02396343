/** Electron's module as far as it matters here: `webUtils` came with Electron 29. */
export interface FilePathSource {
  readonly webUtils?: { readonly getPathForFile: (file: never) => string } | undefined;
}

/** The path of a file that was dropped or chosen: by `webUtils` where it exists, else by `File.path`, which newer versions lack. Empty where there is none. */
export function pathOfFile(electron: FilePathSource, file: unknown): string {
  try {
    if (electron.webUtils) return electron.webUtils.getPathForFile(file as never);
  } catch {
    return '';
  }
  const path = (file as { readonly path?: unknown } | null | undefined)?.path;
  return typeof path === 'string' ? path : '';
}
