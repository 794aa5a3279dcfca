import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrokerAddress } from '@pingan/headquarters/broker/broker-address';
import { Headquarters } from '@pingan/headquarters/headquarters';
import type { Log } from '@pingan/headquarters/log';
import Libsql from 'libsql';

/** The name that a proxy in front of it would have. */
export const PROXY_NAME = 'hq.example.cn';

/** Collects what a log was told, so that tests can ask for it. */
export class HeardLog implements Log {
  readonly lines: string[] = [];
  debug = () => {};
  info = () => {};
  warn = (_: object, message: string) => void this.lines.push(`warn ${message}`);
  error = (_: object, message: string) => void this.lines.push(`error ${message}`);
  fatal = (_: object, message: string) => void this.lines.push(`fatal ${message}`);
}

/** A headquarters on a real file, with a real broker on a free port unless another is given. */
export class RunningHeadquarters {
  readonly log = new HeardLog();
  readonly directory: string;
  readonly #broker: BrokerAddress;
  #headquarters: Headquarters | undefined;
  /** Wall time of headquarters; null follows the system clock. */
  clock: number | null = null;
  readonly #rehearsal: boolean;

  /** @param rehearsal nobody signs in; without it, `oneTimePassword` is the way in */
  constructor(
    directory: string,
    broker: BrokerAddress = { kind: 'embedded', host: '127.0.0.1', port: 0 },
    rehearsal = true,
  ) {
    this.directory = directory;
    this.#broker = broker;
    this.#rehearsal = rehearsal;
  }

  static async start(broker?: BrokerAddress, rehearsal = true): Promise<RunningHeadquarters> {
    const running = new RunningHeadquarters(await mkdtemp(join(tmpdir(), 'pingan-hq-')), broker, rehearsal);
    await running.start();
    return running;
  }

  /** Of the first administrator, while none has chosen a password. */
  get oneTimePassword(): string | null {
    return this.#headquarters?.oneTimePassword?.password ?? null;
  }

  get databaseFile(): string {
    return join(this.directory, 'headquarters.sqlite');
  }

  /** Where buses of a rehearsal leave their keys. */
  get rehearsalKeys(): string {
    return join(this.directory, 'rehearsal-keys');
  }

  get broker(): string {
    return this.#headquarters!.addresses.broker;
  }

  get web(): string {
    return this.#headquarters!.addresses.web;
  }

  async start(): Promise<void> {
    this.#headquarters = new Headquarters({
      databaseFile: this.databaseFile,
      rehearsalKeys: this.#rehearsal ? this.rehearsalKeys : null,
      port: 0,
      broker: this.#broker,
      log: this.log,
      rehearsal: this.#rehearsal,
      behindProxy: this.#rehearsal ? null : PROXY_NAME,
      now: () => this.clock ?? Date.now(),
    });
    await this.#headquarters.start();
  }

  async stop(): Promise<void> {
    await this.#headquarters?.stop();
    this.#headquarters = undefined;
  }

  async end(): Promise<void> {
    await this.stop();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** Sends JSON to an API path; gives back status and answer. */
  async tell<Answer>(path: string, body: unknown = {}): Promise<{ status: number; answer: Answer }> {
    const response = await fetch(`${this.web}/api/v1/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, answer: (await response.json()) as Answer };
  }

  /** The JSON answer of an API path, whatever its status. */
  async ask<Answer>(path: string): Promise<Answer> {
    const response = await fetch(`${this.web}/api/v1/${path}`);
    return (await response.json()) as Answer;
  }

  /** Reads the file through a connection of its own: what it sees has been committed. */
  query<Row>(text: string, ...parameters: unknown[]): Row[] {
    const connection = new Libsql(this.databaseFile, { readonly: true });
    try {
      return connection.prepare(text).all(...parameters) as Row[];
    } finally {
      connection.close();
    }
  }
}

/** Asks until the answer satisfies, or fails with the last answer. */
export async function eventually<Answer>(
  ask: () => Answer | Promise<Answer>,
  isRight: (answer: Answer) => boolean,
): Promise<Answer> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`still wrong: ${JSON.stringify(answer)}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}
