/** Where a text stands on a page, across the elements it may be cut into; null where the page does not show it. */
export function findWords(page: Element, words: string): Range | null {
  const pieces: { node: Text; from: number }[] = [];
  let all = '';
  const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    pieces.push({ node: node as Text, from: all.length });
    all += (node as Text).data;
  }
  const start = all.indexOf(words);
  if (start < 0 || words === '') return null;
  const at = (place: number) => pieces.findLast(({ from }) => from <= place)!;
  const [first, last] = [at(start), at(start + words.length - 1)];
  const range = new Range();
  range.setStart(first.node, start - first.from);
  range.setEnd(last.node, start + words.length - last.from);
  return range;
}

/**
 * Marks the words that are being read where they stand; false where the page does not show them or the browser cannot mark.
 * Nothing moves and nothing is covered.
 */
export function markWords(page: Element, words: string | null): boolean {
  if (!('highlights' in CSS)) return false;
  const range = words === null ? null : findWords(page, words);
  if (range === null) {
    CSS.highlights.delete('spoken');
    return false;
  }
  CSS.highlights.set('spoken', new Highlight(range));
  return true;
}
