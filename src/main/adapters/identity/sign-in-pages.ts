function page(title: string, sentence: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>${title} - Mailscope</title>
<style>
:root { color-scheme: light dark }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 30rem; padding: 2rem }
h1 { font-size: 1.5rem; margin: 0 0 .5rem }
p { margin: 0 }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${sentence}</p>
</main>
</body>
</html>
`;
}

/** What the browser shows when somebody has signed in. It loads nothing and says nothing about anybody. */
export const SIGNED_IN_PAGE = page('You are signed in', 'Go back to Mailscope. You can close this page.');

/** What the browser shows when the sign-in was refused; the app says why. */
export const REFUSED_PAGE = page(
  'The sign-in did not work',
  'Go back to Mailscope, which says why and what to do next. You can close this page.',
);
