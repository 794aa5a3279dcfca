import type { CrewList } from '@pingan/protocol/crew';
import type { DayPanels } from './officer-desk.ts';

/** A bus that knows no crew: its panels are open to whoever is there. */
export const OPEN_PANELS: DayPanels & { crewArrived(list: CrewList): void } = {
  open: true,
  crew: () => [],
  signedIn: () => [],
  pairing: () => null,
  crewArrived: () => undefined,
};
