import { TLSSocket } from 'node:tls';
import { getCookie } from 'hono/cookie';
import { serialize } from 'hono/utils/cookie';
import { forwardedOf } from '../forwarded.ts';
import type { ApiContext } from './api-env.ts';

/** Browsers take a `__Host-` cookie only over https, for this host alone and for all of it. */
const SESSION = { plain: 'pingan-session', secure: '__Host-pingan-session' };
const BROWSER = { plain: 'pingan-browser', secure: '__Secure-pingan-browser' };
const BROWSER_PATH = '/api/v1/session';
const BROWSER_KEPT_S = 180 * 24 * 3_600;

/** Whether the browser's request came by https, here or at the trusted proxy. */
export function isSecure(c: ApiContext): boolean {
  return c.env.incoming.socket instanceof TLSSocket || forwardedOf(c.env.incoming)?.https === true;
}

/** The address of the browser, as far as it can be known. */
export function addressOf(c: ApiContext): string {
  return forwardedOf(c.env.incoming)?.address ?? c.env.incoming.socket.remoteAddress ?? 'unknown';
}

export function sessionToken(c: ApiContext): string | null {
  return getCookie(c, isSecure(c) ? SESSION.secure : SESSION.plain) ?? null;
}

export function browserToken(c: ApiContext): string | null {
  return getCookie(c, isSecure(c) ? BROWSER.secure : BROWSER.plain) ?? null;
}

/** @param maxAge seconds; 0 makes the browser forget the session */
export function setSessionCookie(c: ApiContext, token: string, maxAge: number): void {
  const secure = isSecure(c);
  const options = { httpOnly: true, sameSite: 'Strict', path: '/', secure, maxAge } as const;
  c.header('Set-Cookie', serialize(secure ? SESSION.secure : SESSION.plain, token, options), {
    append: true,
  });
}

export function setBrowserCookie(c: ApiContext, token: string): void {
  const secure = isSecure(c);
  const options = {
    httpOnly: true,
    sameSite: 'Strict',
    path: BROWSER_PATH,
    secure,
    maxAge: BROWSER_KEPT_S,
  } as const;
  c.header('Set-Cookie', serialize(secure ? BROWSER.secure : BROWSER.plain, token, options), {
    append: true,
  });
}
