/** Width in Chinese characters, rounded up; Latin letters and digits are half as wide. */
export function zhWidth(text: string): number {
  const halves = [...text].reduce((sum, character) => sum + (character.charCodeAt(0) < 0x250 ? 1 : 2), 0);
  return Math.ceil(halves / 2);
}

export function enWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}
