/** On a screen that was lent, nobody touching it for so long means that the officer has gone. */
export const IDLE_MS = 120_000;

/** Calls `left` when nothing was touched or typed for `after` milliseconds. */
export function whenIdle(target: Window, left: () => void, after = IDLE_MS): () => void {
  let timer = setTimeout(left, after);
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(left, after);
  };
  const listening = new AbortController();
  for (const event of ['pointerdown', 'keydown', 'input', 'wheel'])
    target.addEventListener(event, again, { capture: true, passive: true, signal: listening.signal });
  return () => {
    clearTimeout(timer);
    listening.abort();
  };
}
