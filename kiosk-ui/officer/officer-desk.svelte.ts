import type { Language, Purpose } from '@pingan/protocol/ids';
import type {
  BridgeMessage,
  BusStatus,
  BusSummary,
  OfficerCommand,
  ScreenMessage,
} from '@pingan/protocol/screen-messages';
import { dayOf } from './last-confirmed.ts';

/** What the officer page knows: the bus, its status, and what was refused last. */
export class OfficerDesk {
  language = $state<Language>('zh');
  bus = $state.raw<BusSummary | null>(null);
  status = $state.raw<BusStatus | null>(null);
  refused = $state<string | null>(null);
  chosenStop = $state('');
  chosenPurpose = $state<Purpose>('service');

  #send: (message: ScreenMessage) => boolean;
  #now: () => number;

  /** `now`: wall time in milliseconds, to find today's stop. */
  constructor(parts: { send: (message: ScreenMessage) => boolean; now: () => number }) {
    this.#send = parts.send;
    this.#now = parts.now;
  }

  receive(message: BridgeMessage): void {
    if (message.type === 'welcome') {
      if (this.bus === null) this.chosenPurpose = message.bus.purpose;
      this.bus = message.bus;
    } else if (message.type === 'status') {
      this.status = message.status;
      if (!message.status.stops.some(({ id }) => id === this.chosenStop)) this.#chooseToday(message.status);
    } else if (message.type === 'refused') this.refused = message.why;
  }

  openStop(): void {
    this.#command({ do: 'open-stop', stop: this.chosenStop, purpose: this.chosenPurpose });
  }

  closeStop(): void {
    this.#command({ do: 'close-stop' });
  }

  answered(station: string): void {
    this.#command({ do: 'answered', station });
  }

  /** Name of a stop or station in the page's language; its id where the bus no longer lists it. */
  nameOf(kind: 'stops' | 'stations', id: string): string {
    const list = kind === 'stops' ? this.status?.stops : this.bus?.stations;
    return list?.find((one) => one.id === id)?.name[this.language] ?? id;
  }

  #command(command: OfficerCommand): void {
    this.refused = null;
    this.#send({ type: 'officer', command });
  }

  #chooseToday({ stops }: BusStatus): void {
    const today = dayOf(this.#now());
    this.chosenStop = (stops.find(({ date }) => date === today) ?? stops[0])?.id ?? '';
  }
}
