import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { assetFor } from './asset-path';
import { contentSecurityPolicy, securityHeaders } from './content-security-policy';

const NONCE_MARK = '%STYLE_NONCE%';

/** The address of the app's page. */
export const PAGE = 'app://mailscope/index.html';

/** Makes `app:` a scheme with an origin of its own. Before the app is ready. */
export function declareProtocol(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Serves the renderer from a folder, with a policy and a nonce of its own for every load of a page. */
export function serveRenderer(session: Session, root: string): void {
  session.protocol.handle('app', async (request) => {
    const nonce = randomBytes(16).toString('base64');
    const headers = securityHeaders(contentSecurityPolicy(nonce));
    const asset = assetFor(request.method, request.url, root);
    const content = asset && (await readFile(asset.path).catch(() => null));
    if (!asset || !content) return new Response('Not found', { status: 404, headers: { ...headers, 'Content-Type': 'text/plain' } });
    const isPage = asset.contentType.startsWith('text/html');
    const body = isPage ? content.toString('utf8').split(NONCE_MARK).join(nonce) : content;
    return new Response(body, {
      headers: { ...headers, 'Content-Type': asset.contentType, 'Cache-Control': isPage ? 'no-store' : 'no-cache' },
    });
  });
}
