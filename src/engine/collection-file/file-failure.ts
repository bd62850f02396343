/** Why a collection file could not be read: a code of the error table, and one sentence that names the place. */
export interface FileFailure {
  readonly code: 'cancelled' | 'file-not-found' | 'file-not-readable' | 'file-invalid' | 'file-too-large';
  readonly message: string;
}

/** How far reading has come. `read` counts bytes; the stages after it count none. */
export interface ReadProgress {
  readonly stage: 'read' | 'parse' | 'check';
  readonly done: number;
  readonly total: number;
}

/** How a collection file is read. */
export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
  /** Bytes; only tests set it. */
  readonly unpackedLimit?: number | undefined;
  /** Bytes above which the text is parsed in pieces; only tests set it. */
  readonly piecesAbove?: number | undefined;
}
