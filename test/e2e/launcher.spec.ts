import { expect, test } from '../support/launch-electron';

/** The launcher makes every other test fail on a problem that nobody looked at; so it must see each kind. */
const provocations: readonly (readonly [what: string, seen: RegExp, provoke: () => void])[] = [
  ['a console error', /console error in the window: provoked/, () => console.error('provoked')],
  [
    'an uncaught error',
    /uncaught in the window: .*provoked/s,
    () => {
      setTimeout(() => {
        throw new Error('provoked');
      });
    },
  ],
  [
    'an unhandled rejection',
    /uncaught in the window: .*provoked/s,
    () => {
      void Promise.reject(new Error('provoked'));
    },
  ],
  [
    'a violation of the content security policy',
    /securitypolicyviolation: script-src/,
    () => {
      const script = document.createElement('script');
      script.textContent = 'globalThis.reached = true';
      document.head.append(script);
    },
  ],
];

test('every kind of problem in a window is seen', async ({ launch }) => {
  const { window, problems } = await launch({ expectedProblems: [/provoked|[Cc]ontent.?[Ss]ecurity.?[Pp]olicy|securitypolicyviolation/] });
  for (const [what, seen, provoke] of provocations) {
    const before = problems.length;
    await window.evaluate(provoke);
    await expect.poll(() => problems.slice(before).some((problem) => seen.test(problem)), { message: what }).toBe(true);
  }
});

test('a problem that was not expected fails the test', async ({ launch }) => {
  test.fail();
  const { window, problems } = await launch();
  await window.evaluate(() => console.error('provoked'));
  // Waits for what was provoked without judging it: the failure must come from the launcher.
  while (problems.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
});
