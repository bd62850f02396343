import { extname, join, relative, isAbsolute, sep } from 'node:path';

/** The kinds of files the renderer is made of; nothing else is served. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** A file of the renderer. */
export interface Asset {
  readonly path: string;
  readonly contentType: string;
}

/**
 * The file that an address of our protocol stands for, or null: only GET, only our host, only known kinds of files, and
 * only below the root, however the address is written.
 */
export function assetFor(method: string, address: string, root: string): Asset | null {
  if (method !== 'GET') return null;
  let url: URL;
  let decoded: string;
  try {
    url = new URL(address);
    decoded = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (url.protocol !== 'app:' || url.host !== 'mailscope' || url.username !== '' || url.password !== '') return null;
  if (/[\0\\:%]/.test(decoded)) return null;
  const path = join(root, decoded === '/' || decoded === '' ? 'index.html' : decoded);
  const below = relative(root, path);
  if (below === '' || isAbsolute(below) || below.split(sep).some((part) => part.startsWith('.'))) return null;
  const contentType = CONTENT_TYPES[extname(path).toLowerCase()];
  return contentType === undefined ? null : { path, contentType };
}
