import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** The stretch of mobile network between bus and broker: it can be cut and mended, and it drops what is on the way. */
export class MobileLink {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #up = true;
  port = 0;

  constructor(brokerPort: number) {
    this.#server = createServer((near) => {
      if (!this.#up) {
        near.destroy();
        return;
      }
      const far = connect(brokerPort, '127.0.0.1');
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(from);
        from.pipe(to);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.#sockets.delete(from);
          to.destroy();
        });
      }
    });
  }

  async start(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as { port: number }).port;
    return this;
  }

  cut(): void {
    this.#up = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#up = true;
  }

  stop(): void {
    this.cut();
    this.#server.close();
  }
}
