import type { Answer } from '../data/api';
import { notify, notifyFailure, runTask } from './session-actions';
import { sessionStrings as strings } from './strings';

/** Has main write a file to a place of the user's choice, and says that it did. */
export async function saveFile(write: (requestId: string) => Promise<Answer<{ readonly fileName: string }>>): Promise<void> {
  const answer = await runTask(strings.saving, write);
  if (answer.ok) notify({ intent: 'success', title: strings.exported(answer.value.fileName), text: '', detail: null });
  else notifyFailure(answer.error);
}
