import { refusedByPolicy } from '@pingan/headquarters/schedule/policy';
import { reasonInChinese } from '@pingan/headquarters/schedule/reasons';
import { EMPTY_AUTHORITY, decideProposals } from '@pingan/protocol/schedule/authority';
import { expect, test } from 'vitest';
import { aProposal, newStop } from './a-plan.ts';

const chinese = /^[^a-z]+$/;

/** Reasons that the rule itself gives, so that a reworded one is noticed here. */
function reasons(): string[] {
  const made = aProposal('a', newStop('2026-12-01', 'village', { status: 'cancelled' }));
  const blind = aProposal('a', { notes: '一' }, { base: { status: [made.id] } });
  const nowhere = aProposal('b', { notes: '一' });
  const first = aProposal('c', newStop('2026-12-01'));
  const rival = aProposal('c', newStop('2026-12-02', 'elsewhere', { kind: 'market' }));
  const { answers } = decideProposals(EMPTY_AUTHORITY, [made, blind, nowhere, first, rival]);
  const approval = aProposal('a', { status: 'approved' });
  return [...answers.flatMap(({ why }) => why ?? []), refusedByPolicy('bus', approval)!];
}

test('every reason that the schedule gives can be read in Chinese', () => {
  const given = reasons();
  expect(given).toHaveLength(4);
  for (const why of given) expect(reasonInChinese(why)).toMatch(chinese);
  expect(reasonInChinese(given[2]!)).toBe('别人同时改了时间、地点；两个值都保留，等待选定');
});

test('a reason of a newer headquarters is shown as it came', () => {
  expect(reasonInChinese('the moon is full')).toBe('the moon is full');
});
