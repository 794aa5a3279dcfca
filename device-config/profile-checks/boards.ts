import type { ReadableProfile } from '../readable-profile.ts';
import { type MeaningFault, repeated } from './meaning-fault.ts';

/** Boards that cannot be found, that would be found twice, or that may not count what this bus counts. */
export function boardFaults(profile: ReadableProfile): MeaningFault[] {
  return [...virtualFaults(profile), ...lostFaults(profile), ...twinFaults(profile)];
}

function virtualFaults({ boards = {}, purpose }: ReadableProfile): MeaningFault[] {
  if (purpose === undefined || purpose === 'rehearsal') return [];
  return Object.entries(boards)
    .filter(([, board]) => board.kind === 'virtual-uno')
    .map(([id]) => ({
      path: ['boards', id, 'kind'],
      message: `a virtual board can only make rehearsal counts: set purpose to rehearsal, or ${id} to kind: uno with its port`,
      other: ['purpose'],
    }));
}

function lostFaults({ boards = {} }: ReadableProfile): MeaningFault[] {
  return Object.entries(boards)
    .filter(([, { kind, ...where }]) => kind === 'uno' && !('port' in where) && !('serialNumber' in where))
    .map(([id]) => ({
      path: ['boards', id],
      message:
        'nothing says where this board is; give its port (/dev/serial/by-id/…) or its serialNumber, which is in that name too',
    }));
}

function twinFaults({ boards = {} }: ReadableProfile): MeaningFault[] {
  const twins = (key: 'port' | 'serialNumber', what: string) =>
    repeated(Object.entries(boards), ([, board]) => board[key]).map(
      ({ item: [id], first: [before] }): MeaningFault => ({
        path: ['boards', id, key],
        message: `this ${what} already belongs to boards.${before}; every board needs a ${what} of its own`,
        other: ['boards', before, key],
      }),
    );
  return [...twins('port', 'serial port'), ...twins('serialNumber', 'serial number')];
}
