import type { BusRecord, FactBody } from '@pingan/protocol/records';
import { fact } from '../speaking-bus.ts';

export const OFFICER = { id: 'li-wei', name: '李伟' };

/** What a check found, made up for tests. */
export const REAR_DOOR = {
  item: 'door/rear',
  words: { zh: '演练：后门的光束没有信号', en: 'Practice: no signal from the beams of the rear door' },
};

type Said = Partial<Pick<FactBody, 'purpose' | 'by' | 'stop'>> & { epoch: string; monotonic: number };

export function checkFact(
  bus: string,
  id: string,
  { epoch, monotonic, ...more }: Said,
  found: { good?: number; faults?: (typeof REAR_DOOR)[]; skipped?: string[]; seconds?: number } = {},
): BusRecord & { kind: 'fact' } {
  const detail = { good: 40, faults: [], skipped: [], seconds: 300, ...found };
  return fact(bus, id, {
    fact: 'departure-check',
    epoch,
    monotonic,
    stop: null,
    by: OFFICER,
    ...more,
    detail,
  });
}

export function openedFact(
  bus: string,
  id: string,
  ticket: string,
  { epoch, monotonic, ...more }: Said,
  what = REAR_DOOR,
): BusRecord & { kind: 'fact' } {
  const detail = { ticket, ...what };
  return fact(bus, id, { fact: 'ticket-opened', epoch, monotonic, stop: null, ...more, detail });
}

export function closedFact(
  bus: string,
  id: string,
  ticket: string,
  { epoch, monotonic, ...more }: Said,
  how: { why?: 'mended' | 'found-good'; remark?: string } = {},
): BusRecord & { kind: 'fact' } {
  const detail = { ticket, why: 'mended', remark: '', ...how };
  return fact(bus, id, {
    fact: 'ticket-closed',
    epoch,
    monotonic,
    stop: null,
    by: OFFICER,
    ...more,
    detail,
  });
}
