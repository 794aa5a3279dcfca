import type { CrewList } from '@pingan/protocol/crew';
import type { ScheduleSnapshot } from '@pingan/protocol/schedule/plan';
import type { WarningList } from '@pingan/protocol/warnings';
import type { AnswerSources } from './carry/carry-office.ts';
import { RETAINED, type Retained, RetainedMessages } from './broker/retained-messages.ts';
import { crewList, forgetExpiredCodes } from './crew/crew.ts';
import type { Db } from './database/open-database.ts';
import type { Log } from './log.ts';
import { scheduleSnapshot } from './schedule/schedule-snapshot.ts';
import { homeDay } from './statistics/dating.ts';
import { forgetExpiredWarnings, warningList } from './warnings/warnings.ts';

/** How often what has expired is looked for: more often than days change. */
const LOOK_EVERY_MS = 10 * 60_000;

export interface ForBusesParts {
  db: Db;
  /** Publishes a retained message. */
  publish(topic: string, message: object): Promise<void>;
  log: Log;
  /** Wall time in milliseconds. */
  now(): number;
}

/** What headquarters keeps ready for its buses: schedule, crew and warnings, as the database has them today. */
export class ForBuses {
  readonly #parts: ForBusesParts;
  readonly #messages: RetainedMessages;
  readonly #heard = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #day: string;

  constructor(parts: ForBusesParts) {
    this.#parts = parts;
    this.#day = homeDay(parts.now());
    const { publish, log } = parts;
    this.#messages = new RetainedMessages({
      compose: (what, bus) => this.#compose(what, bus),
      buses: () => this.#buses(),
      publish,
      log,
    });
  }

  /** The same for files that are carried by hand. */
  get sources(): AnswerSources {
    return {
      schedule: (bus) => this.#compose('schedule', bus) as Promise<ScheduleSnapshot | null>,
      crew: (bus) => this.#compose('crew', bus) as Promise<CrewList | null>,
      warnings: (bus) => this.#compose('warnings', bus) as Promise<WarningList | null>,
    };
  }

  start(): void {
    this.#timer = setInterval(() => this.#attempt(() => this.turnDay()), LOOK_EVERY_MS);
    this.#attempt(() => this.#forgetExpired());
  }

  /** To be called after a commit. Without a bus it concerns all of them. */
  changed(what: Retained, bus?: string): void {
    if (bus === undefined) this.#attempt(() => this.#messages.changedForAll(what));
    else {
      this.#messages.changed(what, bus);
      // Where a bus goes decides which counties' warnings it shows.
      if (what === 'schedule') this.#messages.changed('warnings', bus);
    }
  }

  /** A bus has spoken. One that never did before has nothing yet. */
  heard(bus: string): void {
    if (this.#heard.has(bus)) return;
    this.#heard.add(bus);
    for (const what of RETAINED) this.#messages.changed(what, bus);
  }

  /** The broker may have forgotten, or missed, what it was told. */
  tellAll(): void {
    this.#attempt(() => this.#messages.tellAll());
  }

  /** Forgets what has expired. A new day changes what buses are shown even where nothing was written. */
  async turnDay(): Promise<void> {
    const today = homeDay(this.#parts.now());
    if (today === this.#day) return;
    this.#day = today;
    await this.#forgetExpired();
    await this.#messages.tellAll();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#messages.stop();
  }

  async #forgetExpired(): Promise<void> {
    const { db, now } = this.#parts;
    const today = homeDay(now());
    await forgetExpiredWarnings(db, today);
    for (const bus of await forgetExpiredCodes(db, today)) this.#messages.changed('crew', bus);
  }

  async #buses(): Promise<string[]> {
    const rows = await this.#parts.db.selectFrom('bus').select('name').orderBy('name').execute();
    return rows.map(({ name }) => name);
  }

  async #compose(what: Retained, bus: string): Promise<object | null> {
    const { db, log, now } = this.#parts;
    const today = homeDay(now());
    switch (what) {
      case 'crew':
        return crewList(db, bus, today);
      case 'warnings':
        return warningList(db, bus, today);
      case 'schedule': {
        const fitted = await scheduleSnapshot(db, bus, today);
        if (fitted !== null && fitted.leftOut > 0)
          log.warn(
            { bus, stops: fitted.leftOut },
            `${fitted.leftOut} stops of ${bus} do not fit its schedule message; it gets those furthest from today when their days are nearer`,
          );
        return fitted?.snapshot ?? null;
      }
    }
  }

  #attempt(work: () => Promise<void>): void {
    work().catch((problem: unknown) =>
      this.#parts.log.error(
        {},
        `buses could not be told what has changed; they are told at the next change: ${(problem as Error).message}`,
      ),
    );
  }
}
