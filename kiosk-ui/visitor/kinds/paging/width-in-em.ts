/** About how wide a text is, in em: Chinese characters are square, Latin letters about half as wide. */
export function widthInEm(text: string): number {
  return [...text].reduce((sum, character) => sum + (character.codePointAt(0)! > 0x2e7f ? 1 : 0.56), 0);
}
