import { describe, expect, it } from 'vitest';
import { markup, page } from '../../../../src/simulator/entra/page-layout';

describe('a page', () => {
  it('takes everything that is put in as text, except its own pieces', () => {
    const piece = markup`<b>${'<i>'}</b>`;
    expect(markup`<p title="${'" onclick="x'}">${piece}${[piece, piece]}${'&<>"\''}</p>`.text).toBe(
      '<p title="&#34; onclick=&#34;x"><b>&#60;i&#62;</b><b>&#60;i&#62;</b>\n<b>&#60;i&#62;</b>&#38;&#60;&#62;&#34;&#39;</p>',
    );
  });

  it('has another nonce each time', () => {
    const nonces = [1, 2].map(() => /nonce-([^']+)'/.exec(page('A title', markup``).headers['Content-Security-Policy'] ?? '')?.[1]);
    expect(new Set(nonces).size).toBe(2);
  });
});
