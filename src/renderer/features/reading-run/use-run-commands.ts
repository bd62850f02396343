import { useMemo } from 'react';
import { navigate } from '../../routing/hash-location';
import { HISTORY_PATH, RUN_PATH } from '../../routing/routes';
import { useCommands, type Command } from '../../shell/commands';
import { DEMO_START, discardUnfinished, resumeReading, startReading, stopReading } from './run-actions';
import type { ReadingTarget, UnfinishedRun } from './run-api';
import { useTarget } from './use-target';
import { useRunStore } from './run-store';
import { runStrings as strings } from './strings';

const history: Command = {
  id: 'history',
  title: strings.history,
  shortcut: { key: 'h', mod: true, shift: true },
  keywords: 'recent readings open rename delete export',
  run: () => navigate(HISTORY_PATH),
};

const whileRunning: readonly Command[] = [
  { id: 'show-run', title: strings.showRun, keywords: 'progress', run: () => navigate(RUN_PATH) },
  { id: 'stop-run', title: strings.cancelRun, keywords: 'stop', run: () => void stopReading() },
];

const readDemo: Command = {
  id: 'read-demo',
  title: strings.demo,
  keywords: 'read tenant simulated example',
  run: () => void startReading(DEMO_START),
};

function refresh(target: ReadingTarget): Command {
  return {
    id: 'refresh',
    title: strings.refresh,
    shortcut: { key: 'F5' },
    keywords: 'refresh reload',
    run: () => void startReading({ target, mailboxPermissions: 'shared', resume: null }),
  };
}

function ofInterrupted(run: UnfinishedRun): readonly Command[] {
  const name = strings.unfinishedName(run.tenantName);
  return [
    { id: `resume-${run.runId}`, title: strings.resumeNamed(name), keywords: 'interrupted', run: () => void resumeReading(run.runId) },
    { id: `discard-${run.runId}`, title: strings.discardNamed(name), run: () => void discardUnfinished(run.runId) },
  ];
}

/** Offers what can be read, what runs, and what was interrupted. */
export function useRunCommands(readingId: string | null): void {
  const running = useRunStore((state) => state.run !== null);
  const unfinished = useRunStore((state) => state.unfinished);
  const target = useTarget(readingId);
  const commands = useMemo(() => {
    if (running) return [history, ...whileRunning];
    return [history, readDemo, ...(target ? [refresh(target)] : []), ...unfinished.flatMap(ofInterrupted)];
  }, [running, unfinished, target]);
  useCommands('reading-run', commands);
}
