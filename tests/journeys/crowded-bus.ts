import { join } from 'node:path';
import type { ContentPack } from '@pingan/content/pack';
import type { BusProfile } from '@pingan/device-config/profile';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { wiringFor } from '@pingan/firmware-bridge/rehearsal/bus-wiring';
import { crowdBusOf } from '@pingan/firmware-bridge/rehearsal/crowd/crowd-bus';
import { realClock } from '@pingan/firmware-bridge/rehearsal/day-clock';
import { DayPlayer } from '@pingan/firmware-bridge/rehearsal/day-player';
import { drawDay } from '@pingan/firmware-bridge/rehearsal/draw-day';
import { TappingOfficer } from '@pingan/firmware-bridge/rehearsal/tapping-officer';
import type { CountTotal } from '@pingan/firmware-bridge/store/tallies';
import type { BusStatus } from '@pingan/protocol/bus-status';
import type { PlayedDay } from '@pingan/protocol/rehearsal';
import { CrowdOutside } from './crowd-outside.ts';
import {
  freePort,
  getJson,
  type Half,
  type journeyFolder,
  ROOT,
  startBus,
  startHeadquarters,
  until,
} from './halves.ts';
import { MobileLink } from './mobile-link.ts';
import { Screen } from './screen.ts';

const PROFILE = join(ROOT, 'device-config/profiles/rehearsal.yaml');

/** Counts over all places, as headquarters tells them: label by label, metric by metric. */
function metricsOf(counts: readonly CountTotal[]): Tally['metrics'] {
  const tally = new Tally();
  tally.add(counts);
  return tally.metrics;
}

/** Counts of several days over all places. */
class Tally {
  readonly metrics: Record<string, Record<string, number>> = {};

  add(counts: readonly CountTotal[]): void {
    for (const { metric, label, n } of counts) {
      const labels = (this.metrics[metric] ??= {});
      labels[label] = (labels[label] ?? 0) + n;
    }
  }
}

/** Both halves of the product in their processes, the link between them, and a crowd outside at the screens of the bus. */
export class CrowdedBus {
  readonly truth = new Tally();
  /** How many went through the doors unseen. */
  unseen = 0;
  /** Those of them who came in just as a door lost its sight or found it again: it may have counted them. */
  unsureIn = 0;
  readonly link: MobileLink;
  readonly crowd: CrowdOutside;
  readonly profile: BusProfile;
  readonly #ports: { headquarters: number; broker: number; bus: number };
  readonly #folder: string;
  readonly #pack: ContentPack;
  #headquarters: Half;
  #bus: Half;

  private constructor(parts: {
    ports: { headquarters: number; broker: number; bus: number };
    folder: string;
    headquarters: Half;
    link: MobileLink;
    bus: Half;
    pack: ContentPack;
  }) {
    this.#ports = parts.ports;
    this.#folder = parts.folder;
    this.#headquarters = parts.headquarters;
    this.#bus = parts.bus;
    this.#pack = parts.pack;
    this.link = parts.link;
    this.profile = readBusProfile(PROFILE).profile;
    this.crowd = new CrowdOutside(
      this.kiosk,
      this.profile.stations.map(({ id }) => id),
    );
  }

  static async start(folder: ReturnType<typeof journeyFolder>): Promise<CrowdedBus> {
    const ports = { headquarters: await freePort(), broker: await freePort(), bus: await freePort() };
    const headquarters = await startHeadquarters(headquartersOptions(folder.path, ports));
    const link = await new MobileLink(ports.broker).start();
    const bus = await startBus(busOptions(folder.path, ports, link));
    const pack = await getJson<ContentPack>(new URL('/api/content', bus.address('Kiosk')).href);
    return new CrowdedBus({ ports, folder: folder.path, headquarters, link, bus, pack });
  }

  async stop(): Promise<void> {
    this.crowd.close();
    this.link.stop();
    await Promise.all([this.#bus.kill('SIGKILL'), this.#headquarters.kill('SIGKILL')]);
  }

  get kiosk(): string {
    return this.#bus.address('Kiosk');
  }

  get headquarters(): string {
    return this.#headquarters.address('Headquarters').replace(/\/$/, '');
  }

  /** Begins a day once all boards are heard. Its truth is added up when it is over. */
  async play(
    day: PlayedDay,
    officer?: Screen,
  ): Promise<{ player: DayPlayer; over: Promise<Tally['metrics']> }> {
    const { profile, crowd } = this;
    const clock = realClock(() => performance.now());
    const { plan, crowds, reaction } = drawDay(day, { profile, pack: this.#pack, bus: crowdBusOf(profile) });
    await crowd.ready(Object.keys(profile.boards));
    const tapping = new TappingOfficer({
      ...{ plan, doors: Object.keys(profile.doors), clock, reaction },
      isMine: () => true,
      take: (door, step) => officer?.send({ type: 'officer', command: { do: 'calibration', door, step } }),
    });
    const player = new DayPlayer({
      ...{ plan, crowds, wiring: wiringFor(profile), hands: crowd, clock },
      walked: (walk, blind) => tapping.walked(walk, blind),
    });
    tapping.start();
    player.start();
    const over = player.finished.then(() => {
      tapping.end();
      const { truth } = player;
      this.truth.add(truth);
      this.unseen += Object.values(player.unseen).reduce((sum, each) => sum + each, 0);
      this.unsureIn += player.unsure('in');
      return metricsOf(truth);
    });
    return { player, over };
  }

  /** The bus is switched off in order and on again. */
  async restartBus(): Promise<void> {
    await this.#bus.kill('SIGTERM');
    this.#bus = await startBus(busOptions(this.#folder, this.#ports, this.link));
    await this.crowd.ready(Object.keys(this.profile.boards));
  }

  /** Headquarters dies without a word and is started again. */
  async killHeadquarters(): Promise<void> {
    await this.#headquarters.kill('SIGKILL');
    this.#headquarters = await startHeadquarters(headquartersOptions(this.#folder, this.#ports));
  }

  async health(): Promise<BusStatus> {
    return getJson<BusStatus>(new URL('/api/health', this.kiosk).href);
  }

  async nothingToSend(): Promise<void> {
    const nothing = async () => (await this.health()).backlog.records === 0;
    await until('headquarters has confirmed every record', nothing, 120_000);
  }

  officer(): Promise<Screen> {
    return Screen.open(this.kiosk, 'officer');
  }
}

function headquartersOptions(folder: string, ports: { headquarters: number; broker: number }) {
  return { data: join(folder, 'hq'), port: ports.headquarters, brokerPort: ports.broker };
}

function busOptions(folder: string, ports: { bus: number }, link: MobileLink) {
  const broker = `mqtt://127.0.0.1:${link.port}`;
  return { profile: PROFILE, data: join(folder, 'bus'), port: ports.bus, broker, rehearsal: true };
}
