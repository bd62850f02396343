import { err, ok, type Result } from '../../shared/domain/result';
import { failure, type Failure } from '../../shared/ipc/envelope';
import type { DesktopPort } from '../ports/desktop';

/** The hosts that a link may lead to, each with its reason. Everything else is refused. */
export const EXTERNAL_HOSTS: Readonly<Record<string, string>> = {
  'learn.microsoft.com': 'the documents that findings and verdicts rest on',
  'techcommunity.microsoft.com': 'announcements of the Exchange team that deadlines rest on',
  'devblogs.microsoft.com': 'announcements of the Graph team that deadlines rest on',
  'entra.microsoft.com': 'the Entra admin center, where grants and credentials are changed',
  'portal.azure.com': 'the same in the Azure portal',
  'admin.exchange.microsoft.com': 'the Exchange admin center, where mailboxes and roles are changed',
  'admin.microsoft.com': 'the Microsoft 365 admin center and its message center',
  'github.com': 'the documents and licences of this project',
  'owasp.org': 'the page that the treatment of formulas in CSV rests on',
};

/** Whether a link may be opened in the browser: https, a listed host, no name or password, the usual port. */
export function isListedLink(address: string): boolean {
  try {
    const url = new URL(address);
    return (
      url.protocol === 'https:' &&
      url.port === '' &&
      url.username === '' &&
      url.password === '' &&
      Object.hasOwn(EXTERNAL_HOSTS, url.hostname)
    );
  } catch {
    return false;
  }
}

/** Opens a link to a listed page in the user's browser. */
export async function openExternalLink(desktop: DesktopPort, address: string): Promise<Result<{ done: true }, Failure>> {
  if (!isListedLink(address)) return err(failure('link-refused'));
  await desktop.openInBrowser(new URL(address).href);
  return ok({ done: true });
}
