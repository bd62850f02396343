import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { SimulatedClock } from '../state/clock';

/** Where a listing goes on. */
export interface PageMark {
  readonly position: number;
  readonly pageSize: number;
}

/** What a `$skiptoken` turned out to be. */
export type ReadMark = PageMark | 'expired' | 'invalid';

/** How long a mark can be used. Microsoft names no figure; it says that marks expire (https://learn.microsoft.com/graph/paging). */
const LIFETIME = 60 * 60 * 1000;

/**
 * Marks that say where a listing goes on. They are sealed, so that no client can make or read one, hold the query that they
 * belong to, and expire. A new key per start: after a restart every old mark has expired.
 */
export class PageMarks {
  private readonly key = randomBytes(32);
  private broken = 0;

  constructor(private readonly clock: SimulatedClock) {}

  /** Makes a mark for a query (its path and options, without the mark itself). */
  write(mark: PageMark, query: string): string {
    const text = JSON.stringify([mark.position, mark.pageSize, this.clock.now() + LIFETIME, digest(query)]);
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** Reads a mark that came with a query. */
  read(text: string, query: string): ReadMark {
    if (this.broken > 0) {
      this.broken -= 1;
      return 'expired';
    }
    const opened = this.open(Buffer.from(text, 'base64url'));
    if (opened === null) return 'expired';
    const [position, pageSize, until, wanted] = opened;
    if (wanted !== digest(query)) return 'invalid';
    return this.clock.now() > until ? 'expired' : { position, pageSize };
  }

  /** The next marks that come are taken for expired ones. */
  breakNext(count: number): void {
    this.broken += count;
  }

  private open(bytes: Buffer): [number, number, number, string] | null {
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      return JSON.parse(text) as [number, number, number, string];
    } catch {
      return null;
    }
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
