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
  'aka.ms': 'where Microsoft hands out PowerShell',
  // https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code
  'microsoft.com': 'the page on which the code of a sign-in is entered',
  'www.microsoft.com': 'the same, and where Microsoft hands out PowerShell',
  'login.microsoft.com': 'the same page by its other name',
  'login.microsoftonline.com': 'sign-in and consent of an administrator',
  'login.microsoftonline.us': 'the same in the clouds of the US Government',
  'login.chinacloudapi.cn': 'the same in China',
  'entra.microsoft.us': 'the Entra admin center of the US Government',
  'portal.azure.us': 'the same in its Azure portal',
  'admin.exchange.office365.us': 'the Exchange admin center of GCC High',
  'admin.exchange.apps.mil': 'the Exchange admin center of DoD',
  'entra.microsoftonline.cn': 'the Entra admin center in China',
  'portal.azure.cn': 'the same in its Azure portal',
  'partner.outlook.cn': 'the Exchange admin center in China',
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
export async function openExternalLink(
  desktop: DesktopPort,
  address: string,
  demoAddress: () => Promise<string | null>,
): Promise<Result<{ done: true }, Failure>> {
  // The demo's own pages are on this machine.
  const ofDemo = address.startsWith('http://127.0.0.1:') && address.startsWith(`${(await demoAddress()) ?? 'none'}/`);
  if (!ofDemo && !isListedLink(address)) return err(failure('link-refused'));
  await desktop.openInBrowser(new URL(address).href);
  return ok({ done: true });
}
