import { stationCrowd } from '@pingan/firmware-bridge/rehearsal/crowd/at-station';
import type { Person } from '@pingan/firmware-bridge/rehearsal/crowd/person';
import { stationPlace } from '@pingan/firmware-bridge/rehearsal/crowd/station-place';
import type { Deed } from '@pingan/firmware-bridge/rehearsal/crowd/station-crowd';
import { TRUE_METRICS } from '@pingan/firmware-bridge/rehearsal/crowd/true-metrics';
import type { StationView } from '@pingan/firmware-bridge/sessions/station-view';
import { DrivenBus, PACK, PROFILE } from './driven-bus.ts';
import { DrivenCrowd } from './driven-crowd.ts';
import { testLuck } from './test-luck.ts';
import { VirtualTime } from './virtual-time.ts';

/** A day of visits at both screens of the rehearsal bus, with what officers, cables and restarts do to it. */
export class DrivenDay {
  readonly bus: DrivenBus;
  readonly truth = new Map<string, number>();
  /** What happened, so that a test can tell that it did. */
  readonly happened = new Map<string, number>();
  readonly #time = new VirtualTime();
  readonly #luck;
  readonly #crowds: DrivenCrowd[];
  readonly #before = new Map<string, StationView>();
  #people = 0;
  #isOver = false;

  constructor(seed: number) {
    this.#luck = testLuck(`day ${seed}`);
    this.bus = new DrivenBus(this.#time);
    const pace = this.#luck.between(0.01, 0.12);
    this.#crowds = PROFILE.stations.map(({ id }) => {
      const crowd = stationCrowd({
        station: stationPlace(PROFILE, id),
        content: PACK,
        luck: testLuck(`crowd ${seed} ${id}`),
        pace,
      });
      const told = ({ place, metric, label }: { place: string; metric: string; label: string }) =>
        add(this.truth, `${place} ${metric} ${label}`);
      return new DrivenCrowd({ station: id, crowd, bus: this.bus, time: this.#time, luck: this.#luck, told });
    });
    this.bus.shown = (station) => {
      this.#watch(station);
      this.#crowds.find((crowd) => crowd.station === station)?.shown();
    };
    for (const crowd of this.#crowds) this.#visit(crowd);
    this.#disturb();
  }

  /** So many deeds in all; then everybody goes and the screens come to rest. */
  play(deeds: number): this {
    const sum = () => this.#crowds.reduce((all, crowd) => all + crowd.done.length, 0);
    this.#time.runWhile(() => sum() < deeds);
    const end = this.#time.now + 60_000;
    this.#isOver = true;
    for (const crowd of this.#crowds) crowd.standing = [];
    this.#time.runWhile(() => this.#time.now < end);
    add(this.happened, 'deeds', sum());
    add(this.happened, 'hung up', this.bus.hungUp);
    add(
      this.happened,
      'tapped on',
      this.#crowds.reduce((all, { taps }) => all + taps, 0),
    );
    return this;
  }

  /** All deeds of the day. */
  get deeds(): Deed[] {
    return this.#crowds.flatMap(({ done }) => done);
  }

  /** What the bus counted of what the crowd answers for. */
  get counted(): Map<string, number> {
    return new Map([...this.bus.counts].filter(([key]) => TRUE_METRICS.includes(key.split(' ')[1] as never)));
  }

  /** A party comes, stays for a while and goes, whatever is on the screen. */
  #visit(crowd: DrivenCrowd): void {
    const luck = this.#luck;
    if (this.#isOver) return;
    const looks = ['child', 'adult', 'adult', 'elder'] as const;
    const people = Array.from({ length: 1 + Math.floor(luck.between(0, 3)) }, (): Person => {
      return { id: ++this.#people, look: luck.oneOf(looks), pace: 1_000, depth: 250 };
    });
    crowd.standing = people;
    this.#time.after(luck.between(4_000, 45_000), () => {
      if (this.bus.view(crowd.station).step.at !== 'attract') add(this.happened, 'walked away');
      crowd.standing = [];
      const gap = luck.happens(0.3) ? luck.between(5_000, 40_000) : luck.between(0, 2_000);
      this.#time.after(gap, () => this.#visit(crowd));
    });
  }

  #disturb(): void {
    const luck = this.#luck;
    this.#time.after(luck.between(3_000, 30_000), () => {
      if (!this.#isOver) this.#disturbance();
      this.#disturb();
    });
  }

  #disturbance(): void {
    const luck = this.#luck;
    const { bus } = this;
    switch (luck.oneOf(['off', 'queue', 'queue', 'village', 'restart', 'cable', 'class'] as const)) {
      case 'off':
        bus.off = luck.happens(0.5) ? [] : [luck.oneOf(PACK.exhibits).id];
        add(this.happened, 'turned off');
        return bus.offered();
      case 'queue':
        bus.queue = luck.oneOf(['short', 'full', 'full'] as const);
        return;
      case 'village':
        bus.lastTime = luck.happens(0.6) ? [] : asked();
        return;
      case 'restart':
        return this.#restart();
      case 'class':
        return this.#present();
      case 'cable':
        return this.#pull(luck.oneOf(['main', 'shelf'] as const));
    }
  }

  /** Nobody has a hand on anything when the bus is started anew. */
  #restart(): void {
    for (const crowd of this.#crowds) crowd.held = true;
    if (this.#crowds.some((crowd) => crowd.isBusy)) {
      this.#time.after(50, () => this.#restart());
      return;
    }
    add(this.happened, 'restarts');
    this.bus.startAnew(this.#luck.happens(0.5));
    for (const crowd of this.#crowds) {
      crowd.held = false;
      crowd.startedAnew();
    }
  }

  #pull(board: 'main' | 'shelf'): void {
    if (this.#crowds.some(({ handsOn }) => handsOn.length > 0)) {
      this.#time.after(50, () => this.#pull(board));
      return;
    }
    if (this.#isOver) return;
    add(this.happened, 'cables');
    this.bus.cable(board, false);
    this.#time.after(this.#luck.between(500, 4_000), () => this.bus.cable(board, true));
  }

  /** An officer presents at one screen for a while. */
  #present(): void {
    const { station } = this.#luck.oneOf(this.#crowds);
    add(this.happened, 'classes');
    if (this.bus.view(station).step.at !== 'attract') add(this.happened, 'classes that took over');
    this.bus.present(station, true);
    this.#time.after(this.#luck.between(5_000, 40_000), () => this.bus.present(station, false));
  }

  #watch(station: string): void {
    const now = this.bus.view(station);
    const before = this.#before.get(station);
    this.#before.set(station, now);
    if (before === undefined || now.session !== before.session) return;
    if ('length' in now.step && now.step.length === 'short') add(this.happened, 'short length');
    if (now.step.at === 'object' && now.step.beside !== null) add(this.happened, 'two side by side');
    if (before.audience.is !== 'group' || before.audience.vote === null) return;
    const { genuine, scam, secondsLeft } = before.audience.vote;
    if (secondsLeft > 1 || now.step.at === before.step.at) return;
    add(this.happened, genuine === scam ? 'tie decided' : `vote for ${genuine > scam ? 'genuine' : 'scam'}`);
  }
}

/** Two messages that the village was asked last time. */
function asked() {
  return PACK.exhibits.flatMap((exhibit) => {
    if (exhibit.kind !== 'story' || exhibit.learning === undefined) return [];
    const [form] = exhibit.learning.forms;
    return [
      { exhibit: exhibit.id, item: form!.scam.id },
      { exhibit: exhibit.id, item: form!.genuine.id },
    ];
  });
}

function add(counts: Map<string, number>, key: string, n = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + n);
}
