import type { Text } from './ids.ts';

/**
 * What became of a part of headquarters' answer on the bus. `older`: what the bus has is at least as new, and stays. `none`: the file
 * holds none, or this bus has no use for it.
 */
export type CarriedPart = 'taken' | 'older' | 'none';

/** `POST /api/carry/bring` of a bus answers this. */
export interface CarryBrought {
  /** Wall time in milliseconds at which headquarters wrote the file. */
  written: number | null;
  /** Whether this very file was read here before; then nothing has changed. */
  again: boolean;
  /** Records that headquarters confirms or refuses in it. */
  receipts: { confirmed: number; refused: number };
  schedule: CarriedPart;
  crew: CarriedPart;
  warnings: CarriedPart;
  /** Records that still wait for a receipt. */
  waiting: number;
}

/** `POST /api/v1/carry` of headquarters answers this. */
export interface CarryRead {
  bus: string;
  /** Wall time in milliseconds by the clock of the bus, null where it did not know the time. */
  written: number | null;
  /** When this very file was read before, if it was. */
  before: number | null;
  /** Records that were new. */
  stored: number;
  /** Records, or newer revisions of them, that had arrived before. */
  known: number;
  rejected: { kind: string | null; id: string | null; why: string }[];
  /** The file to bring back to the bus. */
  answer: {
    name: string;
    text: string;
    receipts: number;
    schedule: boolean;
    crew: boolean;
    warnings: boolean;
  };
}

/** What both ends answer to a file that they do not take; the status is 4xx, or 503 for a disk that fails. */
export interface CarryRefused {
  error: string;
  fault: string;
  words: Text;
}
