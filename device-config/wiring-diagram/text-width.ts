/**
 * Widths of the printable ASCII characters from the space on, in thousandths of the type size, regular and bold, as Noto
 * Sans SC has them. Texts are drawn with their length given, so that other typefaces take the same room.
 */
// prettier-ignore
const REGULAR = [224,323,474,555,555,921,680,278,338,338,467,555,278,347,278,392,555,555,555,555,555,555,555,555,555,555,278,278,555,555,555,474,946,608,657,638,688,589,552,689,728,293,535,646,543,812,723,742,633,742,635,596,599,721,575,878,573,531,603,338,392,338,555,559,606,563,618,510,620,554,325,564,607,275,275,552,284,926,610,606,620,620,388,468,377,607,521,802,498,521,475,338,270,338,555];
// prettier-ignore
const BOLD = [227,370,574,590,590,963,740,325,378,378,507,590,325,370,325,387,590,590,590,590,590,590,590,590,590,590,325,325,590,590,590,514,1007,641,681,656,714,615,585,717,757,330,568,686,578,853,749,770,667,770,682,624,625,748,619,915,627,580,613,378,387,378,590,567,626,591,644,527,644,581,372,597,640,304,306,604,315,964,641,626,644,644,436,495,421,637,576,863,562,574,511,378,296,378,590];

const FIRST = 0x20;
/** Everything else counts as a full-width character: Chinese is, and what is narrower only leaves a gap. */
const FULL = 1000;

/** How wide a text is at a type size, in the unit of that size. */
export function textWidth(words: string, size: number, bold = false): number {
  const table = bold ? BOLD : REGULAR;
  const thousandths = [...words].reduce(
    (sum, sign) => sum + (table[sign.codePointAt(0)! - FIRST] ?? FULL),
    0,
  );
  return (thousandths / 1000) * size;
}

/** Signs that never begin a line. */
const CLINGING = /^[，。；：、！？）》”’,.;:!?)]/u;

/** Breaks a text into lines of at most `width`: between words, and between any two Chinese characters. */
export function linesOf(words: string, width: number, size: number): string[] {
  const pieces = words.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+|\s+/gu) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    const fits = textWidth((line + piece).trimEnd(), size) <= width;
    if (fits || line === '' || CLINGING.test(piece)) line += piece;
    else {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    }
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}

/** A text that is too long for its place, ended by an ellipsis. */
export function shortened(words: string, width: number, size: number, bold = false): string {
  if (textWidth(words, size, bold) <= width) return words;
  const signs = [...words];
  while (signs.length > 1 && textWidth(`${signs.join('')}…`, size, bold) > width) signs.pop();
  return `${signs.join('').trimEnd()}…`;
}
