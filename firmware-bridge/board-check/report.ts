import type { Language } from '@pingan/protocol/ids';
import type { DeskItem } from './desk-items.ts';
import type { Finding, Findings } from './findings.ts';

const STATES = ['good', 'unseen', 'fault'] as const satisfies readonly Finding['state'][];
/** A sign and a word for each, so that a black-and-white terminal tells them apart. */
const MARKS = {
  good: { sign: '✓', zh: '正常', en: 'good' },
  unseen: { sign: '–', zh: '没看', en: 'not looked at' },
  fault: { sign: '✗', zh: '故障', en: 'fault' },
} as const;

const FINDING_NONE: Finding = { state: 'unseen', words: null };

/** The table at the end: what is good, what nobody looked at, and last, so that it stays on the screen, what is wrong. */
export function reportOf(items: readonly DeskItem[], findings: Findings, language: Language): string {
  const rows = items.map((item) => ({ item, finding: findings.get(item.id) ?? FINDING_NONE }));
  const cells = STATES.flatMap((state) =>
    rows
      .filter(({ finding }) => finding.state === state)
      .map(({ item, finding }) => [
        `${MARKS[state].sign} ${MARKS[state][language]}`,
        item.at.join(' / '),
        item.name[language],
        finding.words?.[language] ?? '',
      ]),
  );
  const count = (state: Finding['state']) => rows.filter(({ finding }) => finding.state === state).length;
  return `${aligned(cells)}\n\n${summary(count('good'), count('fault'), count('unseen'), language)}`;
}

export const hasFaults = (findings: Findings): boolean =>
  [...findings.values()].some(({ state }) => state === 'fault');

function summary(good: number, faults: number, unseen: number, language: Language): string {
  if (language === 'zh') {
    const end =
      faults > 0 ? '按上面“故障”各行处理，再查一遍。' : unseen > 0 ? '看过的都正常。' : '全部正常。';
    return `正常 ${good}，故障 ${faults}，没看 ${unseen}。${end}`;
  }
  const end =
    faults > 0
      ? 'Do what the lines marked fault say, then check again.'
      : unseen > 0
        ? 'All that was looked at is good.'
        : 'All good.';
  return `${good} good, ${faults} ${faults === 1 ? 'fault' : 'faults'}, ${unseen} not looked at. ${end}`;
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => widthOf(row[column]!))));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column < 3 ? cell + ' '.repeat(widths[column]! - widthOf(cell)) : cell))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Columns that a text takes in a terminal: Chinese characters and full-width signs take two. */
function widthOf(words: string): number {
  return [...words].reduce((sum, sign) => sum + (/[\u2e80-\u9fff\uff00-\uff60“”]/u.test(sign) ? 2 : 1), 0);
}
