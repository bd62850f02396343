import { useEffect, useRef } from 'react';

type Handler = () => void;

/** What is open, oldest first: Escape closes what was opened last. */
const stack: { readonly run: Handler }[] = [];

/** Closes what was opened last; false when nothing is open. */
export function closeLatest(): boolean {
  const latest = stack[stack.length - 1];
  if (!latest) return false;
  latest.run();
  return true;
}

/** While `open`, Escape runs the handler, unless something was opened later. */
export function useEscape(open: boolean, handler: Handler): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (!open) return undefined;
    const entry = { run: () => latest.current() };
    stack.push(entry);
    return () => {
      stack.splice(stack.indexOf(entry), 1);
    };
  }, [open]);
}
