import type { DepartureReport, OpenTicket } from '../../../headquarters/fleet-condition/condition.ts';

/** Made up for tests. */
export const TODAY = '2026-11-22';
export const MORNING = Date.parse('2026-11-22T07:40:00+08:00');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const REAR = { zh: '演练：后门光束没有信号', en: 'Practice: the rear door has no signal' };
export const told = (at: number | null = MORNING) => ({
  by: { id: 'li-wei', name: '李伟' },
  at,
  timeZone: at === null ? null : 'Asia/Shanghai',
});

export function aReport(more: Partial<DepartureReport> = {}): DepartureReport {
  const nothing = { rehearsal: false, good: 40, faults: [], skipped: [], seconds: 312 };
  return { id: 'check', day: TODAY, ...told(), ...nothing, ...more };
}
export const faulty = aReport({
  good: 38,
  faults: [{ item: 'door/rear', words: REAR }],
  skipped: ['alarm/siren', 'lamp/lock-07'],
});
export const aTicket = (more: Partial<OpenTicket> = {}): OpenTicket => ({
  ticket: '0000000000000001',
  item: 'door/rear',
  words: REAR,
  opened: told(Date.now() - 3 * DAY),
  ...more,
});
