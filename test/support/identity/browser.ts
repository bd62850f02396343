import { request as plainRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';

/** A button that sends a form, and what it adds to it. */
export interface PageButton {
  readonly name: string;
  readonly value: string;
  readonly label: string;
}

/** A form of a page. */
export interface PageForm {
  readonly action: string;
  readonly method: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly buttons: readonly PageButton[];
}

/** A page as it was shown. */
export interface Page {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  readonly forms: readonly PageForm[];
}

const MOST_REDIRECTS = 20;

/** A browser without a window or scripts: follows redirects, keeps cookies, reads forms and sends them. It knows no product and no service. */
export class FormBrowser {
  private readonly cookies = new Map<string, Map<string, string>>();

  constructor(
    private readonly options: {
      /** Where a name really leads: origin to origin. */
      readonly hosts?: Readonly<Record<string, string>>;
      /** A certificate that is trusted, as PEM. */
      readonly certificate?: string;
    } = {},
  ) {}

  /** Opens an address. */
  open(url: string): Promise<Page> {
    return this.go('GET', url, null);
  }

  /** Fills in the first form that has such a button and presses it; a button is named by its value or by its label. */
  async press(page: Page, button: string, values: Readonly<Record<string, string>> = {}): Promise<Page> {
    for (const form of page.forms) {
      const found = form.buttons.find(({ value, label }) => value === button || label === button);
      if (found) return this.send(page, form, { ...values, ...(found.name === '' ? {} : { [found.name]: found.value }) });
    }
    throw new Error(`no button ${button} on ${page.url}: ${page.html}`);
  }

  /** Sends a form. */
  send(page: Page, form: PageForm, values: Readonly<Record<string, string>> = {}): Promise<Page> {
    const fields = new URLSearchParams({ ...form.fields, ...values }).toString();
    const target = new URL(form.action, page.url);
    if (form.method !== 'post') target.search = fields;
    return this.go(form.method === 'post' ? 'POST' : 'GET', target.href, form.method === 'post' ? fields : null);
  }

  private async go(method: 'GET' | 'POST', url: string, body: string | null, redirects = 0): Promise<Page> {
    const { status, headers, text } = await this.exchange(method, url, body);
    const { location } = headers;
    if (status >= 300 && status < 400 && location !== undefined) {
      if (redirects === MOST_REDIRECTS) throw new Error(`too many redirects, last to ${location}`);
      const target = new URL(location, url).href;
      return status === 307 || status === 308 ? this.go(method, target, body, redirects + 1) : this.go('GET', target, null, redirects + 1);
    }
    return { status, url, html: text, forms: formsOf(text) };
  }

  private exchange(
    method: string,
    address: string,
    body: string | null,
  ): Promise<{ readonly status: number; readonly headers: IncomingMessage['headers']; readonly text: string }> {
    const asked = new URL(address);
    const mapped = this.options.hosts?.[asked.origin];
    const url = mapped === undefined ? asked : new URL(asked.pathname + asked.search, mapped);
    const jar = this.cookies.get(asked.host) ?? new Map<string, string>();
    this.cookies.set(asked.host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      host: asked.host,
      accept: 'text/html',
      ...(cookie === '' ? {} : { cookie }),
      ...(body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) }),
    };
    return new Promise((resolve, reject) => {
      const options = { method, headers, agent: false as const };
      const { certificate } = this.options;
      const sent =
        url.protocol === 'https:'
          ? secureRequest(url, { ...options, ...(certificate === undefined ? {} : { ca: certificate }) })
          : plainRequest(url, options);
      sent.once('error', reject);
      sent.once('response', (answer) => {
        for (const line of answer.headers['set-cookie'] ?? []) keepCookie(jar, line);
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
        });
        answer.once('error', reject);
        answer.once('end', () => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
        });
      });
      sent.end(body ?? undefined);
    });
  }
}

function keepCookie(jar: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';');
  const at = pair.indexOf('=');
  const name = pair.slice(0, at).trim();
  const value = pair.slice(at + 1).trim();
  if (value === '' || /max-age=0\b|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
  else jar.set(name, value);
}

function formsOf(html: string): readonly PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, head = '', body = '']) => ({
    action: attribute(head, 'action') ?? '',
    method: (attribute(head, 'method') ?? 'get').toLowerCase(),
    fields: Object.fromEntries(
      [...body.matchAll(/<input\b([^>]*)>/gi)]
        .map(([, input = '']) => input)
        .filter((input) => !/type="?(?:checkbox|submit)/i.test(input) && attribute(input, 'name') !== undefined)
        .map((input) => [attribute(input, 'name') ?? '', attribute(input, 'value') ?? '']),
    ),
    buttons: [...body.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/gi)].map(([, button = '', label = '']) => ({
      name: attribute(button, 'name') ?? '',
      value: attribute(button, 'value') ?? '',
      label: label.replace(/<[^>]*>/g, ' ').trim(),
    })),
  }));
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(tag);
  const text = found?.[1] ?? found?.[2];
  return text?.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_entity, code: string) => ENTITIES[code] ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };
