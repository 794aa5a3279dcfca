/** About how wide a text is, in em: Chinese characters are square, Latin letters about half as wide. */
export function widthInEm(text: string): number {
  return [...text].reduce((sum, character) => sum + (character.codePointAt(0)! > 0x2e7f ? 1 : 0.56), 0);
}

/** About how many lines a text takes in that width of em: Latin words stay whole. */
export function linesIn(text: string, width: number): number {
  let lines = 1;
  let used = 0;
  for (const word of text.split(/(?<= )|(?<=[^\u0000-\u2e7f])/)) {
    const wide = widthInEm(word.trimEnd());
    if (used > 0 && used + wide > width) {
      lines += 1;
      used = 0;
    }
    used += widthInEm(word);
  }
  return lines;
}
