import type { Db } from '../database/open-database.ts';
import type { Selection } from './cells.ts';
import { published } from './publishing-limit.ts';
import { type MaybeEstimated, type Totals, totals } from './totals.ts';

export const EXHIBIT_KINDS = ['story', 'judge', 'collection', 'questions', 'alarm'] as const;
export type ExhibitKind = (typeof EXHIBIT_KINDS)[number];

/** What a group answered at one question; `n` is null for under 10. */
export interface AnswerCount {
  question: string;
  answer: string;
  n: number | null;
}

/** One exhibit, by the ids that the content pack gave it. */
export interface ExhibitCounts {
  /** Null where its start has not arrived. */
  kind: ExhibitKind | null;
  exhibit: string;
  starts: number;
  finishes: number;
  /** Which way stories went. */
  choices: { beat: string; choice: string; n: number }[];
  /** What was bought for the house, or answered to the village's questions. */
  answers: AnswerCount[];
  /** Hands that a class raised. */
  hands: AnswerCount[];
}

const METRICS = [
  ...EXHIBIT_KINDS.flatMap((kind) => [`${kind}.start`, `${kind}.finish`]),
  'story.choice',
  'answer',
  'hands',
];

/** Starts, finishes and answers of every exhibit: stories first, the most played first among its kind. */
export async function exhibitCounts(
  db: Db,
  selection: Selection,
): Promise<{ exhibits: ExhibitCounts[] } & MaybeEstimated> {
  const { metrics, estimated } = await totals(db, { ...selection, metrics: METRICS });
  return { exhibits: exhibitsIn(metrics), estimated };
}

/** Sorts sums by the exhibit that their label begins with. */
export function exhibitsIn(sums: Totals): ExhibitCounts[] {
  const exhibits = new Map<string, ExhibitCounts>();
  const of = (exhibit: string) => {
    const known = exhibits.get(exhibit) ?? {
      kind: null,
      exhibit,
      starts: 0,
      finishes: 0,
      choices: [],
      answers: [],
      hands: [],
    };
    exhibits.set(exhibit, known);
    return known;
  };
  for (const kind of EXHIBIT_KINDS) {
    for (const [id, n] of labels(sums, `${kind}.start`)) Object.assign(of(id), { kind, starts: n });
    for (const [id, n] of labels(sums, `${kind}.finish`)) Object.assign(of(id), { kind, finishes: n });
  }
  for (const [label, n] of labels(sums, 'story.choice')) {
    const [exhibit = '', beat = '', choice = ''] = label.split('/');
    const story = of(exhibit);
    story.kind ??= 'story';
    story.choices.push({ beat, choice, n });
  }
  for (const [label, n] of labels(sums, 'answer')) {
    const { exhibit, ...answer } = answerAt(label, n);
    of(exhibit).answers.push(answer);
  }
  for (const [label, n] of labels(sums, 'hands')) {
    const { exhibit, ...answer } = answerAt(label, n);
    of(exhibit).hands.push(answer);
  }
  return [...exhibits.values()].sort(
    (a, b) => order(a) - order(b) || b.starts - a.starts || a.exhibit.localeCompare(b.exhibit),
  );
}

function labels(sums: Totals, metric: string): [string, number][] {
  return Object.entries(sums[metric] ?? {});
}

/** Reads a label `exhibit/question/answer`. */
function answerAt(label: string, n: number): AnswerCount & { exhibit: string } {
  const [exhibit = '', ...path] = label.split('/');
  const answer = path.pop() ?? '';
  return { exhibit, question: path.join('/'), answer, n: published(n) };
}

function order({ kind }: ExhibitCounts): number {
  return kind === null ? EXHIBIT_KINDS.length : EXHIBIT_KINDS.indexOf(kind);
}
