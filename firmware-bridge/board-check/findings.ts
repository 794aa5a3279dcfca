import type { Text } from '@pingan/protocol/ids';

/** What became of one thing: seen to be right, not right, or not looked at. */
export interface Finding {
  state: 'good' | 'fault' | 'unseen';
  words: Text | null;
}

export type Findings = ReadonlyMap<string, Finding>;

const WORST = { good: 0, unseen: 1, fault: 2 } as const;

/** Adds a finding; of two about one thing (the beams of a door) the worse stays. */
export function found(findings: Findings, item: string, finding: Finding): Findings {
  const before = findings.get(item);
  if (before && WORST[before.state] >= WORST[finding.state]) return findings;
  return new Map(findings).set(item, finding);
}
