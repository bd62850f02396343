/** As much of Electron's frame as the check needs. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

/**
 * Whether a message comes from our own page: the top frame of a window that shows `app://mailscope/`. A frame that is gone
 * (null) is refused. https://www.electronjs.org/docs/latest/tutorial/security#17-validate-the-sender-of-all-ipc-messages
 */
export function isTrustedSender(frame: SenderFrame | null | undefined): boolean {
  if (!frame || frame.parent) return false;
  try {
    const url = new URL(frame.url);
    return url.protocol === 'app:' && url.host === 'mailscope';
  } catch {
    return false;
  }
}
