import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CarryBrought } from '@pingan/protocol/carry-report';
import type { OfficerCommand } from '@pingan/protocol/officer-commands';
import type { OfficerDay } from '@pingan/protocol/officer-day';
import { getJson, type Half, type journeyFolder, ROOT, startBus, until } from './halves.ts';
import { Screen } from './screen.ts';

type DayStop = OfficerDay['stops'][number];
type Folder = ReturnType<typeof journeyFolder>;

/** The bus of `npm start`, and whoever is at its officer panel and before its virtual doorway. */
export class RehearsalBus {
  readonly #options: { profile: string; data: string };
  #half: Half | null = null;
  #officer: Screen | null = null;
  /** What the panel was given when somebody signed in at it. */
  #token: string | null = null;

  constructor(folder: Folder) {
    this.#options = { profile: profileWithoutBroker(folder), data: join(folder.path, 'bus') };
  }

  /** Without a broker there is no link at all. */
  async start(broker?: string): Promise<void> {
    this.#half = await startBus({ ...this.#options, rehearsal: true, ...(broker && { broker }) });
    this.#officer = await Screen.open(this.#kiosk, 'officer');
  }

  async stop(signal?: NodeJS.Signals): Promise<void> {
    this.#officer?.close();
    await this.#half?.kill(signal);
  }

  get #kiosk(): string {
    return this.#half!.address('Kiosk');
  }

  get officer(): Screen {
    return this.#officer!;
  }

  command(command: OfficerCommand): void {
    this.officer.send({ type: 'officer', command });
  }

  /** The day, once it is as it should be. */
  async day(fits: (day: OfficerDay) => boolean): Promise<OfficerDay> {
    return (await this.officer.wait('day', (message) => fits(message.day))).day;
  }

  /** A stop as the panel shows it, once it is as it should be. */
  async stopShown(id: string, fits: (stop: DayStop) => boolean): Promise<DayStop> {
    const here = ({ stops }: OfficerDay) => stops.find((stop) => stop.id === id && fits(stop));
    return here(await this.day((day) => here(day) !== undefined))!;
  }

  async signIn(member: string, pin: string): Promise<void> {
    await this.officer.wait('identity', ({ identity }) => identity.is === 'locked');
    this.officer.send({ type: 'identify', as: { by: 'pin', member, pin } });
    const { identity } = await this.officer.wait('identity', (said) => said.identity.is === 'known');
    this.#token = identity.is === 'known' ? identity.token : null;
  }

  /** @param total visits in that the bus then shows, since the stop was opened or since it started */
  async walkIn(people: number, total = people): Promise<void> {
    const bus = await Screen.open(this.#kiosk, 'virtual-bus');
    await bus.wait('status', ({ status }) => status.board.state === 'ready');
    for (let n = 0; n < people; n++) await bus.walk('front', 'in');
    await bus.wait('status', ({ status }) => status.visits.in === total);
    bus.close();
  }

  /** Screens between two visitors warn of this. */
  async warnsOf(id: string): Promise<void> {
    const screen = await Screen.open(this.#kiosk, 'warnings');
    await screen.wait('warnings', ({ warnings }) => warnings.some((warning) => warning.id === id));
    screen.close();
  }

  async backlog(): Promise<number> {
    const health = await getJson<{ backlog: { records: number } }>(new URL('/api/health', this.#kiosk).href);
    return health.backlog.records;
  }

  nothingToSend(): Promise<void> {
    return until('headquarters has confirmed every record', async () => (await this.backlog()) === 0);
  }

  /** What `kill -9` would leave behind holds this text. */
  onDisk(text: string): Promise<void> {
    const { data } = this.#options;
    const holds = () =>
      readdirSync(data, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.json(\.bak)?$/.test(name))
        .some((name) => readFileSync(join(data, name), 'utf8').includes(text));
    return until(`"${text}" is on the disk of the bus`, holds);
  }

  async takeAway(): Promise<Uint8Array<ArrayBuffer>> {
    const response = await fetch(new URL('/api/carry/take', this.#kiosk), { headers: this.#ticket });
    if (!response.ok) throw new Error(`no file from the bus: ${response.status} ${await response.text()}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  /** @param text the answer as headquarters gave it */
  async bringBack(text: string): Promise<CarryBrought> {
    const response = await fetch(new URL('/api/carry/bring', this.#kiosk), {
      ...{ method: 'POST', headers: this.#ticket, body: Buffer.from(text, 'latin1') },
    });
    if (!response.ok) throw new Error(`the bus refused a file: ${response.status} ${await response.text()}`);
    return (await response.json()) as CarryBrought;
  }

  get #ticket(): Record<string, string> {
    return this.#token === null ? {} : { Authorization: `Bearer ${this.#token}` };
  }
}

function profileWithoutBroker(folder: Folder): string {
  const shipped = readFileSync(join(ROOT, 'device-config/profiles/rehearsal.yaml'), 'utf8');
  const elsewhere = shipped.replace(/: \.\.\//g, `: ${join(ROOT, 'device-config')}/`);
  return folder.write('rehearsal.yaml', elsewhere.replace(/^headquarters: .*$/m, ''));
}
