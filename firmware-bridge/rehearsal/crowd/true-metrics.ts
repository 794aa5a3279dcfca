import type { KnownMetric } from '@pingan/protocol/tally';

/** What the crowd at the screens answers for, label by label. */
export const TRUE_METRICS: readonly KnownMetric[] = [
  'session.start',
  'session.end',
  ...(['story', 'judge', 'collection', 'questions', 'alarm'] as const).flatMap(
    (kind) => [`${kind}.start`, `${kind}.finish`] as const,
  ),
  'story.choice',
  'item.hit',
  'item.miss',
  'item.false-alarm',
  'item.correct-rejection',
  'answer',
  'step',
  'object.lift',
  'language',
  'easy-read',
];

/** Why the crowd at the screens says nothing of the others. */
export const LEFT_OUT: Readonly<Partial<Record<KnownMetric, string>>> = {
  'door.in': 'known to the bodies of the crowd, which walk through the doors',
  'door.out': 'known to the bodies of the crowd, which walk through the doors',
  'door.blind': 'seconds by the clock of the bus',
  dwell: 'depends on the clock of the bus, and a bucket begins in the middle of a second',
  hands: 'only a presenter counts the hands of a class, and the crowd has none',
};
