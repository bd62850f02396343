import { createHash } from 'node:crypto';

/** A page as a person sees it, or where the browser was sent at last. */
export interface BrowserPage {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  readonly text: string;
  /** The first heading, without markup. */
  readonly heading: string;
}

/** What came back to a client: the fields of a code or an error, and how they came. */
export interface ClientAnswer {
  readonly by: 'query' | 'fragment' | 'form_post';
  readonly address: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a page led to. */
export type Visit = { readonly page: BrowserPage; readonly answer: ClientAnswer | null };

/** A browser without a window: it keeps cookies, follows redirects, and posts the forms that a page has. */
export class SimulatorBrowser {
  private readonly cookies = new Map<string, string>();
  private now: BrowserPage | null = null;

  /** `origin`: where the simulator is; a redirect to anywhere else is an answer to a client and is not followed. */
  constructor(private readonly origin: string) {}

  /** The page that is shown. */
  get page(): BrowserPage {
    if (this.now === null) throw new Error('no page has been opened');
    return this.now;
  }

  /** Opens an address. */
  async open(url: string): Promise<Visit> {
    return this.send(url, { method: 'GET' });
  }

  /** Chooses an account in the picker. */
  async pick(account: string): Promise<Visit> {
    return this.post({ account });
  }

  /** Types the password. */
  async signIn(password: string): Promise<Visit> {
    return this.post({ password, action: 'sign-in' });
  }

  /** Presses a button: `accept`, `cancel`, `approve`, `return`… */
  async press(action: string, more: Readonly<Record<string, string>> = {}): Promise<Visit> {
    return this.post({ ...more, action });
  }

  /** The first form of the page with other fields put in. */
  async post(fields: Readonly<Record<string, string>>): Promise<Visit> {
    const { text } = this.page;
    const action = unescapeText(/<form method="post" action="([^"]*)"/.exec(text)?.[1] ?? '');
    return this.send(new URL(action, this.origin).href, {
      method: 'POST',
      body: new URLSearchParams({ ...hiddenFields(text), ...fields }),
    });
  }

  private async send(url: string, init: RequestInit): Promise<Visit> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: cookie === '' ? {} : { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      this.cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null && new URL(location, url).origin === new URL(this.origin).origin)
      return this.send(new URL(location, url).href, { method: 'GET' });
    const text = await response.text();
    const heading = unescapeText((/<h1>([\s\S]*?)<\/h1>/.exec(text)?.[1] ?? '').replaceAll(/<[^>]*>/g, ''));
    this.now = { status: response.status, url, headers: response.headers, text, heading };
    return { page: this.now, answer: location === null ? postedAnswer(text, this.origin) : redirectedAnswer(location) };
  }
}

/** The address of the authorization endpoint with these parameters. */
export function authorizeUrl(origin: string, tenant: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${origin}/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams(given).toString()}`;
}

/** A verifier and its challenge. */
export function pkcePair(seed = 'verifier'): { readonly verifier: string; readonly challenge: string } {
  const verifier = createHash('sha512').update(seed).digest('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

function redirectedAnswer(location: string): ClientAnswer {
  const url = new URL(location);
  const by = url.hash === '' ? 'query' : 'fragment';
  const fields = Object.fromEntries(new URLSearchParams(by === 'query' ? url.search : url.hash.slice(1)));
  return { by, address: `${url.origin}${url.pathname}`, fields };
}

/** A page whose form leads away from the simulator is an answer by form post. */
function postedAnswer(text: string, origin: string): ClientAnswer | null {
  const action = unescapeText(/<form method="post" action="([^"]*)"/.exec(text)?.[1] ?? '');
  if (!/^https?:/.test(action) || action.startsWith(origin)) return null;
  return { by: 'form_post', address: action, fields: hiddenFields(text) };
}

function hiddenFields(text: string): Record<string, string> {
  const first = text.slice(text.indexOf('<form'), text.indexOf('</form>'));
  const inputs = [...first.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)" ?\/?>/g)];
  return Object.fromEntries(inputs.map(([, name = '', value = '']) => [unescapeText(name), unescapeText(value)]));
}

function unescapeText(text: string): string {
  return text.replaceAll(/&#(\d+);/g, (_match, code: string) => String.fromCharCode(Number(code)));
}
