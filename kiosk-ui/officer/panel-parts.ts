import type { OfficerDay } from '@pingan/protocol/officer-day';
import type { BusStatus } from '@pingan/protocol/bus-status';
import type { BusSummary } from '@pingan/protocol/bus-summary';
import type { OfficerDesk } from './officer-desk.svelte.ts';
import type { SignIn } from './sign-in/sign-in.svelte.ts';
import type { View } from './view-names.ts';
import type { OfficerWords } from './words.ts';

/** What every view of the panel is given. */
export interface PanelParts {
  desk: OfficerDesk;
  signIn: SignIn;
  says: OfficerWords;
  bus: BusSummary;
  status: BusStatus;
  day: OfficerDay;
  /** The station whose visitor screen was lent; null on an officer's own page. */
  lent: string | null;
  /** Opens a view of the panel. */
  open: (view: View) => void;
  /** Signs out, and gives a lent screen back. */
  leave: () => void;
}
