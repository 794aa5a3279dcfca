import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import sirv from 'sirv';
import { ConfigurationError } from '../configuration-error.ts';
import { believeProxy } from './forwarded.ts';
import type { ApiEnv } from './identity/api-env.ts';

/** This machine alone; a proxy with a certificate stands in front of it where others are to see the pages. */
const HOST = '127.0.0.1';
/** Names this machine has for itself; any other is a foreign page that had its own name point here (DNS rebinding). */
const OWN_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

const SECURITY_HEADERS = {
  'Content-Security-Policy':
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

class WebPortTakenError extends ConfigurationError {
  constructor(port: number) {
    super(
      `port ${port} on ${HOST} is taken, so headquarters cannot serve its pages; stop the program that has it, or choose another with --port N`,
    );
  }
}

export interface WebServerOptions {
  /** 0 takes a free one. */
  port: number;
  api: Hono<ApiEnv>;
  /** The built pages; while they are missing, the API alone is served. */
  consoleDirectory: string;
  /** The name under which a proxy on this machine serves these pages by https. */
  behindProxy: string | null;
}

/** Serves the console and the API. */
export class WebServer {
  readonly #port: number;
  readonly #api: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly #console: ReturnType<typeof sirv>;
  readonly #publicName: string | null;
  #server: Server | undefined;

  constructor({ port, api, consoleDirectory, behindProxy }: WebServerOptions) {
    this.#port = port;
    this.#api = getRequestListener(api.fetch, { overrideGlobalObjects: false });
    this.#console = servePages(consoleDirectory);
    this.#publicName = behindProxy;
  }

  /** `http://127.0.0.1:PORT`, once started. */
  get address(): string {
    const bound = this.#server?.address() as AddressInfo | null | undefined;
    return `http://${HOST}:${bound?.port ?? this.#port}`;
  }

  async start(): Promise<void> {
    const server = createServer((request, response) => void this.#answer(request, response));
    server.listen(this.#port, HOST);
    try {
      await once(server, 'listening');
    } catch (problem) {
      const { code, message } = problem as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE') throw new WebPortTakenError(this.#port);
      throw new ConfigurationError(
        `headquarters cannot listen on ${HOST}:${this.#port}: ${message}; choose another with --port N`,
      );
    }
    this.#server = server;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    const name = nameOf(request.headers.host);
    const proxied = name === this.#publicName;
    if (!proxied && !OWN_NAMES.has(name)) {
      const names = ['127.0.0.1', 'localhost', this.#publicName].filter((one) => one !== null).join(', ');
      refuse(
        response,
        421,
        `headquarters answers to these names only: ${names}; others: --behind-proxy NAME`,
      );
    } else if (proxied && !believeProxy(request).https) {
      refuse(response, 421, `${name} is served by https only; the proxy must send X-Forwarded-Proto: https`);
    } else if (request.url === '/api' || request.url?.startsWith('/api/')) {
      response.setHeader('Cache-Control', 'no-store');
      await this.#api(request, response);
    } else {
      this.#console(request, response, () => refuse(response, 404, 'there is no such page; start at /'));
    }
  }

  /** Ends open streams too: a page that listens would otherwise hold the process for ever. */
  async stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    const closed = new Promise<void>((done) => server.close(() => done()));
    server.closeAllConnections();
    await closed;
  }
}

function servePages(directory: string): ReturnType<typeof sirv> {
  if (!existsSync(directory)) {
    return (_, response) => refuse(response, 503, 'the pages have not been built yet; run: npm run build');
  }
  return sirv(directory, {
    setHeaders: (response, path) => {
      // File names under assets/ carry a digest of their content; the page that names them must stay fresh.
      const lasting = path.startsWith('/assets/');
      response.setHeader('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

function nameOf(host: string | undefined): string {
  return (host ?? '').replace(/:\d+$/, '').toLowerCase();
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${why}\n`);
}
