import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVE = fileURLToPath(import.meta.resolve('@pingan/firmware-bridge/board/virtual-board/serve'));
const CHECK = fileURLToPath(import.meta.resolve('@pingan/firmware-bridge/board-check-command'));
const PATIENCE_MS = 45_000;

/** A bench with something of every kind on one Uno: pins, a light controller, a contact reader, a door, the alarm, three sensors. */
export const deskProfile = (port: string) => `
version: 1
bus: { id: desk, name: { zh: 桌面, en: desk }, vehicle: room }
purpose: training
plan: { length: 2000, width: 2000 }
content: starter
boards:
  main: { kind: uno, port: ${port} }
controllers:
  lights: { board: main, chip: pca9685, address: 0x40 }
  contacts: { board: main, chip: mcp23017, address: 0x20 }
doors:
  front:
    name: { zh: 前门, en: front door }
    outer: { board: main, pin: 2 }
    inner: { board: main, pin: 4 }
lamps:
  moved: { controller: lights, channel: 0, name: { zh: 引你走, en: moved } }
  hushed: { controller: lights, channel: 1, name: { zh: 叫你瞒, en: hushed } }
  money-first: { controller: lights, channel: 2, name: { zh: 先交钱, en: money first } }
  keys-handed-over: { controller: lights, channel: 3, name: { zh: 交钥匙, en: keys handed over } }
  pay-to-withdraw: { controller: lights, channel: 4, name: { zh: 取钱先付, en: pay to withdraw } }
  beacon: { board: main, pin: 12, name: { zh: 警示灯, en: beacon } }
things:
  padlock: { name: { zh: 挂锁, en: padlock }, kind: lock, sense: lift, lamp: beacon, station: locks,
    contact: { controller: contacts, channel: 0 } }
buttons:
  staff: { means: staff, door: front, name: { zh: 工作人员按钮, en: staff button }, contact: { board: main, pin: 7 } }
alarmRig:
  station: locks
  magnet: { board: main, pin: 10 }
  motion: { board: main, pin: 11 }
  beacon: beacon
  siren: { board: main, pin: 8, oneShotSeconds: 8 }
  soundSeconds: 6
sensors:
  supply: { board: main, pin: 14, fullScale: 33, low: 24, critical: 23 }
  inside: { board: main, pin: 15 }
  daylight: { board: main, pin: 16 }
stations:
  - id: locks
    name: { zh: 锁具, en: locks }
    zones: [theft]
    exhibits: [fake-police]
    panel: { width: 476, height: 268 }
clock: { timeZone: Asia/Shanghai, trust: system }
`;
export const CHIPS = ['--chip', 'pca9685@0x40', '--chip', 'mcp23017@0x20'];

/** Things in their places, a supply of 24.8 V, 22 °C, daylight. */
const AT_REST = [
  'contact 0x20 0 low',
  'in 10 low',
  'analogue 14 0.75',
  'analogue 15 0.144',
  'analogue 16 0.5',
];

/** One line of a program is awaited after the other, so that nothing is taken for its answer that was said before. */
class Spoken {
  all = '';
  #read = 0;
  #changed: (() => void) | undefined;

  add(bytes: Buffer): void {
    this.all += bytes.toString();
    this.#changed?.();
  }

  /** Waits until the words are said after those that were awaited before. */
  async hear(words: string): Promise<void> {
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = this.all.indexOf(words, this.#read);
      if (found >= 0) {
        this.#read = found + words.length;
        return;
      }
      if (Date.now() > end) throw new Error(`"${words}" was not said after:\n${this.all}`);
      await Promise.race([
        new Promise<void>((resolve) => (this.#changed = resolve)),
        new Promise((resolve) => setTimeout(resolve, 1000)),
      ]);
    }
  }
}

/** An emulated Uno behind a pseudo-terminal, and the check that is run on it, each a process of its own. */
export class Desk {
  readonly folder = mkdtempSync(join(tmpdir(), 'desk-'));
  readonly link = join(this.folder, 'uno');
  readonly #processes: ChildProcess[] = [];
  #uno: ChildProcessWithoutNullStreams | undefined;
  #levels: ((line: string) => void) | undefined;

  async plugIn(chips: readonly string[] = CHIPS): Promise<void> {
    const uno = spawn(process.execPath, [SERVE, '--link', this.link, ...chips]);
    this.#processes.push(uno);
    this.#uno = uno;
    const lines = createInterface({ input: uno.stdout });
    await once(lines, 'line');
    lines.on('line', (line) => this.#levels?.(line));
    this.tell(...AT_REST);
  }

  tell(...commands: string[]): void {
    for (const command of commands) this.#uno!.stdin.write(`${command}\n`);
  }

  /** Level of each pin. */
  levels(): Promise<number[]> {
    return this.#numbers('levels');
  }

  channels(address: string): Promise<number[]> {
    return this.#numbers(`channels ${address}`);
  }

  #numbers(command: string): Promise<number[]> {
    const answer = new Promise<number[]>((resolve) => {
      this.#levels = (line) => line.startsWith('[') && resolve(JSON.parse(line) as number[]);
    });
    this.tell(command);
    return answer;
  }

  write(text: string): string {
    const file = join(this.folder, 'profile.yaml');
    writeFileSync(file, text);
    return file;
  }

  check(...args: string[]): Check {
    const check = new Check(args);
    this.#processes.push(check.process);
    return check;
  }

  clear(): void {
    for (const child of this.#processes) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** One run of `npm run board:check`. */
export class Check {
  readonly process: ChildProcessWithoutNullStreams;
  readonly #out = new Spoken();
  readonly #ended: Promise<unknown[]>;
  errors = '';

  constructor(args: string[]) {
    const env = { ...process.env, LC_ALL: '', LC_MESSAGES: '', LANG: 'en_GB.UTF-8' };
    this.process = spawn(process.execPath, [CHECK, ...args], { env });
    this.process.stdout.on('data', (bytes: Buffer) => this.#out.add(bytes));
    this.process.stderr.on('data', (bytes: Buffer) => (this.errors += bytes.toString()));
    this.#ended = once(this.process, 'close');
  }

  get said(): string {
    return this.#out.all;
  }

  hear(words: string): Promise<void> {
    return this.#out.hear(words);
  }

  type(line: string): void {
    this.process.stdin.write(`${line}\n`);
  }

  async exitCode(): Promise<unknown> {
    return (await this.#ended)[0];
  }

  /** The line of the table about something: state, terminals where it has any, name, words. */
  row(name: string): string {
    const names = (line: string) => line.split(/ {2,}/).slice(1, 3);
    return (
      this.said
        .split('\n')
        .findLast((line) => /^[✓✗–]/.test(line) && names(line).some((cell) => cell.startsWith(name))) ?? ''
    );
  }
}
