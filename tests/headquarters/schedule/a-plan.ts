import { randomBytes } from 'node:crypto';
import type { Proposal } from '@pingan/protocol/schedule/plan';

export const newId = () => randomBytes(8).toString('hex');

export const place = (village: string, county: string | null = null) => ({
  name: { zh: `演练村（${village}）`, en: `Rehearsal village ${village}` },
  village,
  county,
  address: null,
  position: null,
});

export const newStop = (
  date: string,
  village = 'village-1',
  more: Proposal['set'] = {},
): Proposal['set'] => ({
  when: { date, from: '09:00', to: '11:30' },
  place: place(village),
  ...more,
});

/** An edit by an officer on a bus. Made up for tests. */
export function aProposal(stop: string, set: Proposal['set'], more: Partial<Proposal> = {}): Proposal {
  return {
    id: newId(),
    stop,
    author: { id: 'officer-1', name: '演练员' },
    at: null,
    base: {},
    set,
    ...more,
  };
}
