const STEP = 0.04;
const LEAST = 0.5;

/** Whether a part that must stay whole has more in it than it can show, or reaches below the box. */
function isCutOff(box: HTMLElement): boolean {
  const inner = box.getBoundingClientRect();
  const bottom = inner.bottom - Number.parseFloat(getComputedStyle(box).paddingBottom) + 1;
  return [...box.querySelectorAll<HTMLElement>('[data-whole]')].some(
    (part) =>
      part.scrollHeight > part.clientHeight + 1 ||
      part.scrollWidth > part.clientWidth + 1 ||
      part.getBoundingClientRect().bottom > bottom,
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
