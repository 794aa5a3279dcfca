const STEP = 0.04;
const LEAST = 0.5;
/** Pixels a box may exceed: rounding, not a lost line. */
const ROUNDING = 2;

/** Whether a part that must stay whole has more in it than it can show, or reaches below the box. */
function isCutOff(box: HTMLElement): boolean {
  /* Offsets, not client rectangles: those move while a part makes its entrance. The box is its parts' offset parent. */
  const bottom = box.clientHeight - Number.parseFloat(getComputedStyle(box).paddingBottom) + ROUNDING;
  return [...box.querySelectorAll<HTMLElement>('[data-whole]')].some(
    (part) =>
      part.scrollHeight > part.clientHeight + ROUNDING ||
      part.scrollWidth > part.clientWidth + ROUNDING ||
      part.offsetTop + part.offsetHeight > bottom,
  );
}

/**
 * Sets `--fit` on a box to the largest share of the full type size at which nothing in it is cut off: visitors never scroll, and a
 * longer text or a smaller window must not lose its last line.
 */
export function fit(box: HTMLElement): () => void {
  const settle = () => {
    let share = 1;
    box.style.setProperty('--fit', '1');
    while (share > LEAST && isCutOff(box)) {
      share -= STEP;
      box.style.setProperty('--fit', share.toFixed(2));
    }
  };
  const sizes = new ResizeObserver(settle);
  sizes.observe(box);
  const texts = new MutationObserver(settle);
  texts.observe(box, { childList: true, characterData: true, subtree: true });
  const fonts: EventTarget = document.fonts;
  fonts.addEventListener('loadingdone', settle);
  settle();
  return () => {
    sizes.disconnect();
    texts.disconnect();
    fonts.removeEventListener('loadingdone', settle);
  };
}
