import type { Page } from 'playwright-core';

/** Angles and sizes that every visitor screen keeps. */
const LEAST = {
  /** Degrees under which a capital letter is seen (EN 301 549, 5.1.4). */
  angle: 0.7,
  lineHeight: 1.3,
  /** Millimetres of what is touched, and between two such things. */
  target: 15,
  gap: 3,
  /** Of text against its ground; the second for body text. */
  contrast: 4.5,
  bodyContrast: 7,
};

export interface Seen {
  /** Millimetres from which the panel is read. */
  readingDistance: number;
  /** A panel smaller than the usual one: headings may shrink further there, down to what eyes need. */
  isSmall: boolean;
  /** Whether everything that can be touched has to lie below the middle. */
  isLow: boolean;
}

/**
 * What a visitor could not read or press: text outside the screen, cut by its box or under a foot button, too small, too pale or
 * too tight; targets too small, too close, or out of reach. Headings and marks in colour count as large text.
 */
export function unreadable(page: Page, seen: Seen): Promise<string[]> {
  return page.evaluate(findFaults, { ...LEAST, ...seen });
}

/* Runs in the page, so everything it uses stands inside. */
function findFaults(least: typeof LEAST & Seen): string[] {
  const CAPITAL = 0.733;
  const panel = document.querySelector<HTMLElement>('.panel')!;
  const mm = Number.parseFloat(panel.style.getPropertyValue('--mm'));
  const top = panel.querySelector('.still') ?? panel.querySelector('[role=dialog]');
  const faults: string[] = [];
  const round = (n: number) => Math.round(n * 100) / 100;
  const short = (text: string | null) => (text ?? '').trim().replace(/\s+/g, ' ').slice(0, 40);
  const isShown = (element: Element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  type Colour = [number, number, number, number];
  const INK: Colour = [14, 27, 61, 1];
  const NIGHT: Colour = [22, 41, 90, 1];
  const colourOf = (css: string): Colour => {
    const [r = 0, g = 0, b = 0, a = 1] = (css.match(/[\d.]+/g) ?? []).map(Number);
    return css.startsWith('color(srgb') ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = (front: Colour, back: Colour): Colour => {
    const mix = (n: 0 | 1 | 2) => front[n] * front[3] + back[n] * (1 - front[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const luminance = ([r, g, b]: Colour) => {
    const part = (c: number) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const contrast = (a: Colour, b: Colour) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
    return (light + 0.05) / (dark + 0.05);
  };
  /** Every ground that may lie behind: an opaque box of an ancestor, else the sky and the hills drawn on it. */
  const groundsOf = (element: Element): Colour[] => {
    const layers: Colour[] = [];
    for (let box: Element | null = element; box !== null; box = box.parentElement) {
      const colour = colourOf(getComputedStyle(box).backgroundColor);
      if (colour[3] === 0) continue;
      layers.push(colour);
      if (colour[3] === 1) break;
    }
    const solid = layers.findLast(([, , , a]) => a === 1) ?? INK;
    const isSky = INK.every((part, nth) => part === solid[nth]);
    const glass = layers.filter(([, , , a]) => a < 1).reverse();
    return (isSky ? [INK, NIGHT] : [solid]).map((bottom) =>
      glass.reduce((back, front) => over(front, back), bottom),
    );
  };

  /* Text */
  const feet = [...panel.querySelectorAll('.foot button')].filter(isShown);
  const texts = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const said = short(text.textContent);
    const inside = text.parentElement!;
    if (said === '' || (top !== null && !top.contains(inside)) || !isShown(inside)) continue;
    const style = getComputedStyle(inside);
    const size = Number.parseFloat(style.fontSize);
    const angle = (Math.atan((size * CAPITAL) / mm / least.readingDistance) * 180) / Math.PI;
    if (angle < least.angle - 0.004) faults.push(`capital under ${round(angle)}°: ${said}`);
    const colour = colourOf(style.color);
    const ratio = Math.min(...groundsOf(inside).map((ground) => contrast(over(colour, ground), ground)));
    const isLarge = size >= Number.parseFloat(getComputedStyle(panel).fontSize) * 1.2;
    const isVoice = ['rgb(255, 122, 102)', 'rgb(92, 201, 160)', 'rgb(255, 181, 71)'].includes(style.color);
    if (ratio < (isLarge || isVoice ? least.contrast : least.bodyContrast))
      faults.push(`contrast ${round(ratio)}: ${said}`);
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines = [...range.getClientRects()];
    const isTight = Number.parseFloat(style.lineHeight) / size < least.lineHeight - 0.01;
    if (isTight && new Set(lines.map((line) => Math.round(line.top))).size > 1)
      faults.push(`lines too tight: ${said}`);
    for (const line of lines) {
      const isOut = line.left < 0 || line.top < 0 || line.right > innerWidth || line.bottom > innerHeight;
      if (isOut) faults.push(`outside the screen: ${said}`);
      for (const foot of top === null ? feet : []) {
        const under = foot.getBoundingClientRect();
        const overlaps =
          line.left < under.right &&
          line.right > under.left &&
          line.top < under.bottom &&
          line.bottom > under.top;
        if (overlaps && !foot.contains(inside)) faults.push(`under a foot button: ${said}`);
      }
    }
  }
  for (const box of panel.querySelectorAll('[data-whole]')) {
    if (box.scrollHeight > box.clientHeight + 2 || box.scrollWidth > box.clientWidth + 2)
      faults.push(`cut off: ${box.className} ${short(box.textContent)}`);
  }
  for (const box of panel.querySelectorAll<HTMLElement>('[style*="--fit"]')) {
    const share = Number.parseFloat(box.style.getPropertyValue('--fit'));
    if (share < 0.8 && !least.isSmall) faults.push(`type shrunk to ${share}`);
  }

  /* Targets */
  const targets = [...(top ?? panel).querySelectorAll('button')].filter(isShown);
  const whole = targets.filter((target) => target.classList.contains('anywhere'));
  const single = targets.filter((target) => !whole.includes(target));
  const middle = innerHeight / 2;
  for (const target of targets) {
    const { width, height, top: upper, bottom } = target.getBoundingClientRect();
    const name = short(target.textContent) || target.dataset.do;
    if (Math.min(width, height) < least.target * mm - 0.5) faults.push(`smaller than 15 mm: ${name}`);
    const reachable = whole.includes(target) ? bottom - middle >= least.target * mm : upper >= middle;
    if (least.isLow && !reachable) faults.push(`above the middle: ${name}`);
  }
  for (const [nth, one] of single.entries()) {
    const a = one.getBoundingClientRect();
    for (const other of single.slice(nth + 1)) {
      const b = other.getBoundingClientRect();
      const apart = Math.hypot(
        Math.max(0, a.left - b.right, b.left - a.right),
        Math.max(0, a.top - b.bottom, b.top - a.bottom),
      );
      if (apart < least.gap * mm - 0.5)
        faults.push(`${round(apart / mm)} mm between ${one.dataset.do} and ${other.dataset.do}`);
    }
  }
  return faults;
}
