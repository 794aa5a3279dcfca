import './lean-heap.ts';
import { randomBytes } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeContentFault } from '@pingan/content/content-fault';
import { readContentPack } from '@pingan/content/read-content-pack';
import { readBusProfile } from '@pingan/device-config/read-bus-profile';
import { describeFault } from '@pingan/device-config/fault';
import { NO_FORMS } from '@pingan/device-config/officer-forms';
import { readOfficerForms } from '@pingan/device-config/read-officer-forms';
import { readStops } from '@pingan/device-config/read-stops';
import { readWarnings } from '@pingan/device-config/read-warnings';
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { BusBoards } from './board/bus-boards.ts';
import type { LinkedBus } from './bus-for-headquarters.ts';
import { LivingIdentity } from './enrolment/living-identity.ts';
import { carryCounter } from './carry-counter.ts';
import { CrewDoor } from './crew/crew-door.ts';
import { ExhibitBus } from './exhibit-bus.ts';
import type { KioskHouse } from './kiosk-server/kiosk-house.ts';
import { KioskServer } from './kiosk-server/kiosk-server.ts';
import type { Log } from './log.ts';
import { PhoneNetworkError, readPhoneNetwork } from './phone-network.ts';
import { CalibrationFile } from './store/calibration-file.ts';
import { CrewFile } from './store/crew-file.ts';
import { openKept } from './store/kept.ts';
import { LastTimeFile } from './store/last-time-file.ts';
import { Ledger } from './store/ledger.ts';
import { HeadquartersSync } from './sync/headquarters-sync.ts';

/** Makes the real parts of one bus and runs it: `npm run bus -- --profile FILE [--data DIR] [--port N] [--lan [HOST:]PORT] [--broker URL] [--rehearsal]`. */
const USAGE =
  'npm run bus -- --profile FILE [--data DIR] [--port 8080] [--lan [HOST:]PORT] [--broker mqtts://HOST:PORT] [--rehearsal]';
const SOFTWARE = '0.1.0';
/** The process promises to be gone 3 s after the signal; what is left of it is for the disk. */
const STOP_WITHIN_MS = 2_500;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

class WrongUseError extends Error {}

function readOptions() {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string' },
      data: { type: 'string' },
      port: { type: 'string', default: '8080' },
      lan: { type: 'string' },
      broker: { type: 'string' },
      rehearsal: { type: 'boolean', default: false },
      log: { type: 'string', default: 'warn' },
    },
  });
  if (values.profile === undefined) throw new WrongUseError('--profile is missing: which bus is this?');
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new WrongUseError(`--port ${values.port}: a port is a number from 0 to 65535`);
  }
  const phones = values.lan === undefined ? undefined : readPhoneNetwork(values.lan, networkInterfaces());
  return { ...values, profile: resolve(values.profile), port, phones };
}

/** Everything the bus is told by files. A profile that cannot be used ends the start; a bad exhibit or warning is left out. */
function readFiles(profileFile: string, log: Log) {
  const beside = (path: string) => resolve(profileFile, '..', path);
  const { profile } = readBusProfile(profileFile);
  const stops = profile.stops === undefined ? [] : readStops(beside(profile.stops));
  const forms = profile.officer === undefined ? NO_FORMS : readOfficerForms(beside(profile.officer));
  const pack = readContentPack(packDirectory(profile.content, profileFile));
  for (const fault of pack.faults) log.error({ fault }, describeContentFault(fault));
  const warnings = (today: string) => {
    if (profile.warnings === undefined) return [];
    const read = readWarnings(beside(profile.warnings), today);
    for (const fault of read.faults) log.error({ fault }, `a warning is left out: ${describeFault(fault)}`);
    return read.warnings;
  };
  return { profile, stops, forms, pack, warnings };
}

async function main(): Promise<void> {
  const options = readOptions();
  const log = pino({ level: options.log }, pino.destination({ dest: 2, sync: true }));
  const { profile, stops, forms, pack, warnings } = readFiles(options.profile, log);

  const startedAt = performance.now();
  const now = () => Math.floor(performance.now() - startedAt);
  const directory = resolve(options.data ?? `data/${profile.bus.id}`);
  const ledger = await Ledger.open({
    directory,
    bus: profile.bus.id,
    timeZone: profile.clock.timeZone,
    software: SOFTWARE,
    defaultPurpose: profile.purpose,
    log,
    now,
  });
  const identity = await LivingIdentity.open(directory, log);
  const edges: Edges = { options, profile, pack, directory, ledger, identity, now, log };
  const boards = new BusBoards({ profile, now, log });
  let kiosk: KioskServer | undefined;
  const door = new CrewDoor({
    bus: profile.bus.id,
    virtual: boards.virtual !== null,
    shelf: await CrewFile.open(directory, log),
    ...{ now, wall: () => ledger.wallOf(now()), today: () => ledger.today },
    stopOpen: () => ledger.current.stop !== null,
    phoneAddress: () => kiosk?.phoneAddress ?? null,
    log,
  });
  const bus = new ExhibitBus({
    ...{ profile, stops, forms },
    kept: await openKept(directory, ledger, log),
    content: pack,
    ledger,
    ...{ calibrations: await CalibrationFile.open(directory, log), warnings },
    lastTime: await LastTimeFile.open(directory, log),
    ...{ boards, door },
    sync: (house) => headquartersSync(edges, house),
    kiosk: (house, linked) => (kiosk = kioskServer({ ...edges, door }, house, linked)),
    // The process ends in order; what it runs under (systemd) turns the computer off.
    powerDown: () => grace.close(),
    newSessionId: () => randomBytes(8).toString('hex'),
    ...{ now, log },
  });

  const grace = closeWithGrace({ delay: STOP_WITHIN_MS, logger: false }, async ({ err }) => {
    if (err) log.fatal({ err }, 'the bus stops because of an error it did not expect');
    await bus.stop();
  });
  // Under `npm start` the other end of this channel is the rehearsal; when that is gone, so are we.
  process.once('disconnect', () => grace.close());

  const { port } = await bus.start();
  sayReady(`http://127.0.0.1:${port}`, kiosk?.phoneAddress ?? null);
}

/** What the edges of one bus are made from. */
interface Edges extends Pick<ReturnType<typeof readFiles>, 'pack' | 'profile'> {
  options: ReturnType<typeof readOptions>;
  directory: string;
  ledger: Ledger;
  identity: LivingIdentity | null;
  now: () => number;
  log: Log;
}

/** Null where neither the command line nor the identity nor the profile names a broker. */
function headquartersSync(edges: Edges, house: LinkedBus): HeadquartersSync | null {
  const { options, profile, ledger, identity, now, log } = edges;
  const broker = options.broker ?? identity?.broker ?? profile.headquarters?.broker;
  if (broker === undefined) return null;
  return new HeadquartersSync({
    bus: profile.bus.id,
    ...{ broker, identity, rehearsal: options.rehearsal },
    outbox: ledger.outbox,
    presence: () => house.presence(),
    changed: () => house.linkChanged(),
    handedOver: (item) => house.handedOver(item),
    down: {
      onSchedule: (snapshot) => void house.scheduleArrived(snapshot),
      onCrew: (list) => void house.crewArrived(list),
      onWarnings: (list) => house.warningsArrived(list),
    },
    ...{ now, log },
  });
}

function kioskServer(edges: Edges & { door: CrewDoor }, house: KioskHouse, linked: LinkedBus): KioskServer {
  const { options, profile, pack, directory, ledger, identity, door, log } = edges;
  return new KioskServer({
    ...{ house, door, port: options.port, ...(options.phones && { phones: options.phones }) },
    ...{ staticDir: here('../../kiosk-ui/dist'), narrationDir: pack.narrationDirectory },
    carry: carryCounter({
      ...{ bus: profile.bus.id, directory, rehearsal: options.rehearsal },
      ...{ ledger, identity, door, house: linked, log },
    }),
    log,
  });
}

function sayReady(address: string, phones: string | null): void {
  process.stdout.write(
    `Kiosk ${address}/\nVirtual bus ${address}/virtual-bus\nOfficer panel ${address}/officer\n`,
  );
  if (phones !== null) process.stdout.write(`Phones ${phones}\n`);
  process.stdout.write('Ready\n');
}

/** A bare name is a pack of ours; anything with a slash is a folder beside the profile. */
function packDirectory(content: string, profileFile: string): string {
  return content.includes('/') ? resolve(profileFile, '..', content) : here(`../../content/packs/${content}`);
}

main().catch((problem: unknown) => {
  const usage = isWrongUse(problem) ? `\n${USAGE}` : '';
  process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}${usage}\n`);
  process.exit(2);
});

function isWrongUse(problem: unknown): boolean {
  if (problem instanceof WrongUseError || problem instanceof PhoneNetworkError) return true;
  return problem instanceof Error && 'code' in problem && String(problem.code).startsWith('ERR_PARSE_ARGS');
}
