import type {
  NewPasswordAnswer,
  NewTokenAnswer,
  SessionAnswer,
} from '@pingan/headquarters/web/identity/identity-answers';
import type { Role } from '@pingan/headquarters/accounts/roles';
import type { RunningHeadquarters } from './running-headquarters.ts';

export interface Answer<Body> {
  status: number;
  body: Body;
  headers: Headers;
}

/** Somebody at headquarters: keeps cookies and the CSRF token like the console does. */
export class StaffBrowser {
  readonly #headquarters: Pick<RunningHeadquarters, 'web'>;
  readonly cookies = new Map<string, string>();
  csrf: string | null = null;
  /** Sent with everything; a test may add to it. */
  headers: Record<string, string> = {};

  constructor(headquarters: Pick<RunningHeadquarters, 'web'>) {
    this.#headquarters = headquarters;
  }

  async ask<Body>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    const headers: Record<string, string> = { ...this.headers };
    if (this.cookies.size > 0)
      headers['cookie'] = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (this.csrf !== null && !('x-csrf-token' in headers)) headers['x-csrf-token'] = this.csrf;
    if (body !== undefined) headers['content-type'] ??= 'application/json';
    const response = await fetch(`${this.#headquarters.web}/api/v1/${path}`, {
      method,
      headers,
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (value === '') this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
    return { status: response.status, body: (await response.json()) as Body, headers: response.headers };
  }

  async signIn(user: string, password: string): Promise<Answer<SessionAnswer>> {
    const answer = await this.ask<SessionAnswer>('POST', 'session', { user, password });
    this.#remember(answer.body);
    return answer;
  }

  async changePassword(current: string, password: string): Promise<Answer<SessionAnswer>> {
    const answer = await this.ask<SessionAnswer>('POST', 'session/password', { current, password });
    this.#remember(answer.body);
    return answer;
  }

  #remember(answer: SessionAnswer): void {
    if ('signedIn' in answer && answer.signedIn) this.csrf = answer.csrf;
  }

  /** Signs in with a one-time password and takes the place of it. */
  static async enter(
    headquarters: Pick<RunningHeadquarters, 'web'>,
    user: string,
    oneTimePassword: string,
    password = `the password of ${user} here`,
  ): Promise<StaffBrowser> {
    const browser = new StaffBrowser(headquarters);
    await browser.signIn(user, oneTimePassword);
    const { status, body } = await browser.changePassword(oneTimePassword, password);
    if (status !== 200) throw new Error(`${user} could not come in: ${JSON.stringify(body)}`);
    return browser;
  }

  /** The first administrator of a fresh headquarters. */
  static administrator(headquarters: RunningHeadquarters): Promise<StaffBrowser> {
    return StaffBrowser.enter(headquarters, 'admin', headquarters.oneTimePassword!);
  }

  /** Makes an account and enters as it. */
  async hire(
    headquarters: RunningHeadquarters,
    user: string,
    role: Role,
    counties: string[] = [],
  ): Promise<{ id: string; browser: StaffBrowser }> {
    const { body } = await this.ask<NewPasswordAnswer>('POST', 'accounts', {
      user,
      name: `${user} 同志`,
      role,
      counties,
    });
    return {
      id: body.account.id,
      browser: await StaffBrowser.enter(headquarters, user, body.oneTimePassword),
    };
  }

  /** Somebody who has nothing but an API token of this account. */
  async withToken(headquarters: RunningHeadquarters, label = 'a test'): Promise<StaffBrowser> {
    const { body } = await this.ask<NewTokenAnswer>('POST', 'tokens', { label });
    const other = new StaffBrowser(headquarters);
    other.headers = { authorization: `Bearer ${body.token}` };
    return other;
  }
}
