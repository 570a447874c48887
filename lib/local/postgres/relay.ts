import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A port that leads to another one. It stands for the name of a database, which after a failover leads to another
 * server, and for a network link, which can be cut.
 */
export class Relay {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #target: number | undefined;
  #cut = false;
  port = 0;

  constructor(target?: number) {
    this.#target = target;
    this.#server = createServer(socket => this.#accept(socket));
  }

  async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (address !== null && typeof address !== 'string') this.port = address.port;
    return this;
  }

  #accept(near: Socket): void {
    if (this.#target === undefined) {
      near.destroy();
      return;
    }
    const far = connect(this.#target, '127.0.0.1');
    this.#join(near, far);
    this.#join(far, near);
  }

  #join(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.setNoDelay(true);
    from.on('error', () => {});
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
    from.on('data', data => this.#pass(from, to, data));
  }

  #pass(from: Socket, to: Socket, data: Buffer): void {
    if (this.#cut || to.write(data)) return;
    from.pause();
    to.once('drain', () => from.resume());
  }

  /** Leads new connections elsewhere and drops the ones that exist. Undefined refuses them. */
  pointAt(target: number | undefined): void {
    this.#target = target;
    this.drop();
  }

  /** Swallows everything from now on, in both directions, without closing anything: a network partition. */
  cut(): void {
    this.#cut = true;
  }

  mend(): void {
    this.#cut = false;
    this.drop();
  }

  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.#server.close();
    this.drop();
  }
}
