import type { Purpose } from '@pingan/protocol/ids';
import type { BusCondition } from '../../fleet-condition/fleet-condition.ts';
import type {
  BusesAnswer,
  ConditionAnswer,
  DaysAnswer,
  DeadLettersAnswer,
  ExhibitsAnswer,
  GapsAnswer,
  HealthAnswer,
  LearningAnswer,
  PurposesAnswer,
  StopsAnswer,
} from '../../web/answers.ts';
import { request } from './request.ts';

/** Everything one view of the console shows, fetched together. */
export interface Snapshot {
  purpose: Purpose;
  health: HealthAnswer;
  buses: BusesAnswer['buses'];
  intervalToday: BusesAnswer['intervalToday'];
  days: DaysAnswer;
  stops: StopsAnswer['stops'];
  exhibits: ExhibitsAnswer['exhibits'];
  /** Amendments divide some of the counts of exhibits by estimate. */
  exhibitsEstimated?: boolean | undefined;
  learning: LearningAnswer;
  purposes: PurposesAnswer['purposes'];
  gaps: GapsAnswer['gaps'];
  deadLetters: DeadLettersAnswer;
  /** Checks and tickets, whatever the purpose. */
  condition: ConditionAnswer['buses'];
}

/** How the console reaches headquarters. */
export interface HeadquartersApi {
  /** @param unattended the page asks by itself, which keeps no session open */
  load(purpose: Purpose, unattended: boolean): Promise<Snapshot>;
  /** The condition of one bus with its past; null where there is no such bus for this account. */
  condition(bus: string, unattended: boolean): Promise<BusCondition | null>;
  /** Calls back after changes, and when the connection comes and goes; returns how to end it. */
  listen(events: { changed(): void; connected(): void; lost(): void }): () => void;
}

/** Headquarters sends a heartbeat every 10 s. */
const SILENT_AFTER_MS = 25_000;

export class HttpHeadquartersApi implements HeadquartersApi {
  async load(purpose: Purpose, unattended: boolean): Promise<Snapshot> {
    const ask = <Answer>(path: string) => request<Answer>('GET', path, { unattended });
    const [
      health,
      { buses, intervalToday },
      days,
      { stops },
      { exhibits, estimated: exhibitsEstimated },
      learning,
      { purposes },
      { gaps },
      deadLetters,
      { buses: condition },
    ] = await Promise.all([
      ask<HealthAnswer>('health'),
      ask<BusesAnswer>(`buses?purpose=${purpose}`),
      ask<DaysAnswer>(`days?purpose=${purpose}`),
      ask<StopsAnswer>(`stops?purpose=${purpose}`),
      ask<ExhibitsAnswer>(`exhibits?purpose=${purpose}`),
      ask<LearningAnswer>(`learning?purpose=${purpose}`),
      ask<PurposesAnswer>('purposes'),
      ask<GapsAnswer>('gaps'),
      ask<DeadLettersAnswer>('dead-letters?limit=20'),
      ask<ConditionAnswer>('condition'),
    ]);
    return {
      purpose,
      health,
      buses,
      intervalToday,
      days,
      stops,
      exhibits,
      exhibitsEstimated,
      learning,
      purposes,
      gaps,
      deadLetters,
      condition,
    };
  }

  async condition(bus: string, unattended: boolean): Promise<BusCondition | null> {
    const path = `condition?bus=${encodeURIComponent(bus)}`;
    const { buses } = await request<ConditionAnswer>('GET', path, { unattended });
    return buses[0] ?? null;
  }

  listen(events: { changed(): void; connected(): void; lost(): void }): () => void {
    const source = new EventSource('/api/v1/live');
    let silence: ReturnType<typeof setTimeout> | undefined;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => events.lost(), SILENT_AFTER_MS);
    };
    source.addEventListener('open', () => (heard(), events.connected()));
    source.addEventListener('heartbeat', heard);
    source.addEventListener('changed', () => (heard(), events.changed()));
    source.addEventListener('error', () => events.lost());
    return () => {
      clearTimeout(silence);
      source.close();
    };
  }
}
