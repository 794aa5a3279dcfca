/** What a hand does to something: `press` it and, where it is held, `release` it. */
export interface Hand {
  press: () => void;
  /** Left out where a press is all there is. */
  release?: () => void;
}

const isPressKey = (event: Event) =>
  event instanceof KeyboardEvent && (event.key === ' ' || event.key === 'Enter');

/** A finger is captured by what it touches first, and would never leave it. */
function letSlide(node: Element, { pointerId }: PointerEvent): void {
  if (node.hasPointerCapture?.(pointerId)) node.releasePointerCapture(pointerId);
}

/**
 * Svelte action for something that is held down by finger, mouse or key. Every way in which a hold can end ends it: lifted,
 * slid off, cancelled by the system, focus gone. `release` may come more than once, or without a press, so the hand's
 * owner must know what is held. Without `release` it is a tap, for what is no HTML button.
 */
export function pressAndHold(node: Element, hand: Hand): { update(hand: Hand): void; destroy(): void } {
  let now = hand;
  const press = () => now.press();
  const release = () => now.release?.();
  const listeners: [string, (event: Event) => void][] = [
    ['pointerdown', (event) => letSlide(node, event as PointerEvent)],
    ['pointerdown', (event) => now.release && (event as PointerEvent).button === 0 && press()],
    ['click', () => !now.release && press()],
    ['pointerup', release],
    ['pointerleave', release],
    ['pointercancel', release],
    ['blur', release],
    // A long touch opens the context menu on some systems, and would end the hold.
    ['contextmenu', (event) => event.preventDefault()],
    [
      'keydown',
      (event) => {
        if (!isPressKey(event)) return;
        event.preventDefault();
        if (!(event as KeyboardEvent).repeat) press();
      },
    ],
    ['keyup', (event) => isPressKey(event) && release()],
  ];
  for (const [name, hear] of listeners) node.addEventListener(name, hear);
  return {
    update: (changed) => {
      now = changed;
    },
    destroy: () => {
      for (const [name, hear] of listeners) node.removeEventListener(name, hear);
    },
  };
}
