import { CEILING_LAMPS } from '../journeys/ceiling-lamps.ts';

/** A bench with one lamp that the story switches, on a board behind a serial device. */
export const benchProfile = (port: string, more = '', purpose = 'training') => `
version: 1
bus: { id: bench, name: { zh: 试验台, en: bench }, vehicle: room }
purpose: ${purpose}
plan: { length: 4000, width: 3000 }
content: starter
boards:
  main: { kind: uno, port: ${port} }
doors:
  front:
    name: { zh: 门, en: door }
    outer: { board: main, pin: 2 }
    inner: { board: main, pin: 4 }
lamps:
  ${CEILING_LAMPS}
  telephone: { board: main, pin: 12, name: { zh: 电话, en: telephone } }
stations:
  - id: telephone
    name: { zh: 电话展台, en: telephone stand }
    zones: [fraud]
    exhibits: [fake-police]
    panel: { width: 476, height: 268 }
clock: { timeZone: Asia/Shanghai, trust: system }
${more}`;
