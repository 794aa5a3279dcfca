/**
 * Lets a page answer one finger at a time. A click means nothing while, or because, several fingers or a palm lie on the screen, or
 * when the browser took the touch back (pointercancel). The next finger on an empty screen starts afresh, so that a lost pointer can
 * never leave the screen deaf.
 */
export function oneFinger(target: Window): () => void {
  const down = new Set<number>();
  let isSpoilt = false;

  const press = ({ pointerId, isPrimary }: PointerEvent): void => {
    if (isPrimary) {
      down.clear();
      isSpoilt = false;
    }
    down.add(pointerId);
    if (down.size > 1) isSpoilt = true;
  };
  const lift = ({ pointerId }: PointerEvent) => void down.delete(pointerId);
  const cancel = (event: PointerEvent) => {
    lift(event);
    isSpoilt = true;
  };
  const click = (event: MouseEvent) => {
    /* A click without a pointer comes from a keyboard or from assistive technology. */
    if (!isSpoilt || event.detail === 0) return;
    event.stopImmediatePropagation();
    event.preventDefault();
  };

  const listening = new AbortController();
  const early = { capture: true, signal: listening.signal };
  target.addEventListener('pointerdown', press, early);
  target.addEventListener('pointerup', lift, early);
  target.addEventListener('pointercancel', cancel, early);
  target.addEventListener('click', click, early);
  return () => listening.abort();
}
