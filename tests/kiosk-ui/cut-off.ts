import type { Page } from 'playwright-core';

/** Words that reach out of the page sideways, out of the button they stand in, or out of the plan. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const inside = text.parentElement!;
      if (text.textContent?.trim() === '' || inside.closest('style, script') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getBoundingClientRect();
      const frame = (inside.closest('button') ?? inside.closest('svg'))?.getBoundingClientRect();
      const left = Math.max(0, frame?.left ?? 0) - 1;
      const right = Math.min(innerWidth, frame?.right ?? innerWidth) + 1;
      if (box.left < left || box.right > right) faults.push(text.textContent!.trim());
    }
    if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
    return faults;
  });
