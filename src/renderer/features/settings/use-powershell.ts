import { useCallback, useState } from 'react';
import type { PowerShellState } from '../../../shared/ipc/powershell-shapes';
import { keep } from '../../data/answer-cache';
import { nextRequestId, request } from '../../data/api';
import { useAnswer, type AnswerState } from '../../data/use-answer';
import { notifyFailure } from '../../state/session-actions';
import { loadSettings, saveSettings } from '../../state/settings-actions';

/** The PowerShells of this machine, looked for anew whenever the view is opened: one may have been installed meanwhile. */
export function usePowerShell(): {
  readonly state: AnswerState<PowerShellState>;
  readonly look: () => void;
  /** Takes the program at a path; null takes the best one found. */
  readonly use: (path: string | null) => Promise<void>;
  /** Lets the user choose the program in a dialog. */
  readonly choose: () => Promise<void>;
  /** Whether a program is being chosen, or tried: one that does not answer takes a while. */
  readonly choosing: boolean;
} {
  const [key, setKey] = useState(() => `powershell:${nextRequestId()}`);
  const { state } = useAnswer(key, (signal) => request(window.mailscope.powershell.status, {}, { signal }));
  const look = useCallback(() => setKey(`powershell:${nextRequestId()}`), []);
  const use = useCallback(
    async (powerShellPath: string | null) => {
      if (await saveSettings({ powerShellPath })) look();
    },
    [look],
  );
  const [choosing, setChoosing] = useState(false);
  const choose = useCallback(async () => {
    setChoosing(true);
    const answer = await request(window.mailscope.powershell.choose, {});
    setChoosing(false);
    if (!answer.ok) {
      notifyFailure(answer.error);
      return;
    }
    await loadSettings();
    const next = `powershell:${nextRequestId()}`;
    keep(next, answer.value);
    setKey(next);
  }, []);
  return { state, look, use, choose, choosing };
}
