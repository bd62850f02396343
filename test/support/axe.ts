import type { Page } from '@playwright/test';
import axe from 'axe-core';

interface AxeViolation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/**
 * Runs axe in the window. Its source comes by `evaluate`, because the content security policy lets no other script in. Left out are
 * the invisible elements by which Fluent's focus manager passes the focus on: they never keep it.
 */
export async function seriousViolations(window: Page): Promise<readonly string[]> {
  await window.evaluate(axe.source);
  // A dialog that is still fading in has paler colours than it will have; what turns for ever is not waited for.
  await window.evaluate(async () => {
    const passing = document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    await Promise.all(passing.map((animation) => animation.finished.catch(() => undefined)));
  });
  const violations = await window.evaluate(async () => {
    const { axe: injected } = globalThis as unknown as {
      readonly axe: { run(context: { readonly exclude: readonly string[] }): Promise<{ readonly violations: readonly AxeViolation[] }> };
    };
    return (await injected.run({ exclude: ['[data-tabster-dummy]'] })).violations;
  });
  return violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map((violation) => `${violation.id}: ${violation.nodes.map((node) => `${node.html}\n${node.failureSummary ?? ''}`).join('\n')}`);
}
