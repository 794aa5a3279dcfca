/** How long two corners are held until the page becomes the officer's. */
export const CORNER_HOLD_MS = 3_000;
/** Side of a corner, as a share of the shorter side of the screen. */
const CORNER = 0.14;

/** Which corner a point is in, or null. */
export function cornerAt(
  { x, y }: { x: number; y: number },
  screen: { width: number; height: number },
): string | null {
  const side = Math.min(screen.width, screen.height) * CORNER;
  const across = x < side ? 'left' : x > screen.width - side ? 'right' : null;
  const along = y < side ? 'upper' : y > screen.height - side ? 'lower' : null;
  return across === null || along === null ? null : `${along}-${across}`;
}

/**
 * The hidden way from a visitor screen to the officer panel: two fingers rest in two different corners, whichever they can reach. Lifting
 * or sliding out ends it, and so does a third finger: hands that lie on the screen are no officer's.
 */
export function cornerHold(target: Window, held: () => void): () => void {
  const down = new Map<number, string | null>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const where = ({ clientX, clientY }: PointerEvent) =>
    cornerAt({ x: clientX, y: clientY }, { width: target.innerWidth, height: target.innerHeight });
  const look = () => {
    clearTimeout(timer);
    const corners = new Set(down.values());
    const areHeld = down.size === 2 && corners.size === 2 && !corners.has(null);
    if (areHeld) timer = setTimeout(held, CORNER_HOLD_MS);
  };
  const press = (event: PointerEvent) => {
    /* The first finger of an empty screen: a pointer that got lost must not count for ever. */
    if (event.isPrimary) down.clear();
    down.set(event.pointerId, where(event));
    look();
  };
  const slide = (event: PointerEvent) => {
    if (!down.has(event.pointerId) || down.get(event.pointerId) === where(event)) return;
    down.set(event.pointerId, where(event));
    look();
  };
  const lift = ({ pointerId }: PointerEvent) => {
    if (down.delete(pointerId)) look();
  };

  const listening = new AbortController();
  const early = { capture: true, signal: listening.signal };
  target.addEventListener('pointerdown', press, early);
  target.addEventListener('pointermove', slide, early);
  target.addEventListener('pointerup', lift, early);
  target.addEventListener('pointercancel', lift, early);
  return () => {
    clearTimeout(timer);
    listening.abort();
  };
}
