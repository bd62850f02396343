import { request } from '../data/api';
import { notifyFailure } from './session-actions';

/** Opens a page of a listed host in the system's browser, and says so where main refuses. */
export async function openLink(url: string): Promise<void> {
  const answer = await request(window.mailscope.app.openExternal, { url });
  if (!answer.ok) notifyFailure(answer.error);
}
