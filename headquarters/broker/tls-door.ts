import { constants } from 'node:crypto';
import type { Server } from 'node:net';
import { type PeerCertificate, type TLSSocket, type TlsOptions, createServer } from 'node:tls';
import { Name } from '@pingan/protocol/ids';
import { HEADQUARTERS_NAME } from '@pingan/protocol/enrolment';
import type { Log } from '../log.ts';

/** CONNACK, "not authorized" (MQTT 3.1.1, section 3.2): a bus that is turned away can then say why it has no link. */
const NOT_AUTHORISED = Buffer.from([0x20, 0x02, 0x00, 0x05]);
const GONE_WITHIN_MS = 2_000;
const HANDSHAKE_WITHIN_MS = 15_000;

/** Who may come in, and the certificate that the broker shows. */
export interface DoorParts {
  /** PEM, all three. */
  key: string;
  certificate: string;
  authority: string;
  /** @param serial upper-case hex */
  isRevoked(serial: string): boolean;
  log: Log;
}

/** A bus as its certificate says. */
export interface Guest {
  bus: string;
  /** Upper-case hex. */
  serial: string;
}

/**
 * A TLS server that lets in whoever shows a valid client certificate of our authority. Who does not is turned away before the broker
 * reads a byte of theirs.
 */
export class TlsDoor {
  readonly server: Server;
  readonly #parts: DoorParts;
  /** Kept for as long as anybody holds the socket: a last will is judged after it has closed. */
  readonly #guests = new WeakMap<object, Guest>();
  readonly #inside = new Set<TLSSocket>();

  constructor(parts: DoorParts, enter: (socket: TLSSocket) => void) {
    this.#parts = parts;
    const options: TlsOptions = {
      key: parts.key,
      cert: parts.certificate,
      ca: parts.authority,
      requestCert: true,
      // Checked below, so that a refusal is answered and logged.
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      // Every connection shows its certificate anew; none is taken up from an earlier one.
      secureOptions: constants.SSL_OP_NO_TICKET,
      handshakeTimeout: HANDSHAKE_WITHIN_MS,
    };
    this.server = createServer(options, (socket) => {
      const guest = this.#judge(socket);
      if (guest === null) return;
      this.#guests.set(socket, guest);
      this.#inside.add(socket);
      socket.on('close', () => this.#inside.delete(socket));
      enter(socket);
    });
    this.server.on('tlsClientError', (problem: Error, socket: TLSSocket) =>
      parts.log.debug({ from: socket.remoteAddress }, `no TLS connection: ${problem.message}`),
    );
  }

  /** Who came in by this socket. */
  guest(socket: object): Guest | undefined {
    return this.#guests.get(socket);
  }

  /** Turns out whoever came in with one of these certificates. */
  turnOut(serials: ReadonlySet<string>): void {
    for (const socket of this.#inside) if (serials.has(this.#guests.get(socket)!.serial)) socket.destroy();
  }

  #judge(socket: TLSSocket): Guest | null {
    const from = socket.remoteAddress ?? 'somewhere';
    if (!socket.authorized)
      return this.#turnAway(
        socket,
        `${from} showed no certificate of ours (${String(socket.authorizationError)})`,
      );
    const shown: Partial<PeerCertificate> = socket.getPeerCertificate();
    const serial = shown.serialNumber?.toUpperCase() ?? '';
    const bus = Name.safeParse(shown.subject?.CN);
    if (!bus.success || bus.data === HEADQUARTERS_NAME || serial === '')
      return this.#turnAway(
        socket,
        `${from} showed a certificate of ours that is no bus's (${String(shown.subject?.CN)})`,
      );
    if (this.#parts.isRevoked(serial))
      return this.#turnAway(socket, `${bus.data} at ${from} showed a certificate that was revoked`);
    return { bus: bus.data, serial };
  }

  #turnAway(socket: TLSSocket, why: string): null {
    this.#parts.log.warn({ from: socket.remoteAddress }, `turned away: ${why}`);
    socket.on('error', () => undefined);
    socket.end(NOT_AUTHORISED);
    socket.resume();
    setTimeout(() => socket.destroy(), GONE_WITHIN_MS).unref();
    return null;
  }
}
