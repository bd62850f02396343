import { randomBytes } from 'node:crypto';
import type { EntraReply } from './entra-exchange';

/** Text of a page that is safe to stand in it. Made by `markup` alone. */
export class PageText {
  constructor(readonly text: string) {}
}

/** A piece of a page: what is put in is text, unless it is a piece itself. */
export function markup(strings: TemplateStringsArray, ...values: readonly (string | PageText | readonly PageText[])[]): PageText {
  const parts = strings.map((string, index) => string + render(values[index]));
  return new PageText(parts.join(''));
}

/** Where the forms of a page may lead besides the sign-in service, and whether it posts itself. */
export interface PageNeeds {
  readonly formTarget?: string;
  readonly postsItself?: boolean;
  readonly status?: number;
}

const STYLE = `
:root { color-scheme: light dark; --page: #f2f2f2; --card: #fff; --text: #1b1b1b; --quiet: #5a5a5a; --line: #8a8a8a; --strong: #0f5a9e; --on: #fff; --wrong: #a4262c; }
@media (prefers-color-scheme: dark) { :root { --page: #1b1b1b; --card: #2b2b2b; --text: #f3f3f3; --quiet: #c4c4c4; --line: #9a9a9a; --strong: #6cb8f6; --on: #10202e; --wrong: #ff99a4; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.45 "Segoe UI", system-ui, sans-serif; }
main { max-width: 28rem; margin: 3rem auto; padding: 2rem; background: var(--card); border: 1px solid var(--line); }
h1 { font-size: 1.5rem; margin: 0 0 1rem; font-weight: 600; }
p, li { overflow-wrap: anywhere; } .quiet { color: var(--quiet); } .wrong { color: var(--wrong); }
label { display: block; margin: 1rem 0 .25rem; } .check { display: flex; gap: .5rem; align-items: baseline; } .check input { width: auto; }
input { width: 100%; padding: .5rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); }
button { font: inherit; padding: .5rem 1.5rem; margin: 1rem .5rem 0 0; border: 1px solid var(--line); background: transparent; color: inherit; cursor: pointer; }
button.strong { background: var(--strong); border-color: var(--strong); color: var(--on); }
.people { list-style: none; padding: 0; margin: 0; } .people button { display: block; width: 100%; text-align: left; margin: .5rem 0 0; }
:focus-visible { outline: 3px solid var(--strong); outline-offset: 2px; }
`;

/** Posts the form to the client as Entra does; the button is there for whoever has no script. */
const POST_ITSELF = 'document.forms[0].submit();';

/** A whole page. */
export function page(title: string, content: PageText, { formTarget, postsItself = false, status = 200 }: PageNeeds = {}): EntraReply {
  const nonce = randomBytes(16).toString('base64');
  const script = postsItself ? `<script nonce="${nonce}">${POST_ITSELF}</script>` : '';
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(postsItself ? [`script-src 'nonce-${nonce}'`] : []),
    `form-action 'self'${formTarget === undefined ? '' : ` ${formTarget}`}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'X-Frame-Options': 'DENY',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store, no-cache',
      Pragma: 'no-cache',
    },
    body: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title>
<style nonce="${nonce}">${STYLE}</style></head>
<body><main>${content.text}<p class="quiet">A simulated tenant on this machine. Nothing here is Microsoft’s.</p></main>${script}</body></html>
`,
  };
}

function render(value: string | PageText | readonly PageText[] | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escape(value);
  return value instanceof PageText ? value.text : value.map((piece) => piece.text).join('\n');
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
