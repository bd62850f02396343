import { request } from '../../data/api';
import { useAnswer } from '../../data/use-answer';

/** Versions, folder and licences; they do not change while the app runs. */
export function useAbout() {
  return useAnswer('about', (signal) => request(window.mailscope.app.about, {}, { signal }));
}
