import type { Role } from '../../accounts/roles.ts';
import type {
  AccountAnswer,
  AccountsAnswer,
  AuditAnswer,
  NewPasswordAnswer,
  NewTokenAnswer,
  SessionAnswer,
  SessionsAnswer,
  TokensAnswer,
} from '../../web/identity/identity-answers.ts';
import type { EnrolmentCodeAnswer, IdentitiesAnswer, RevokedAnswer } from '../../web/answers.ts';
import { request } from './request.ts';

export interface NewAccount {
  user: string;
  name: string;
  role: Role;
  counties: string[];
}
export type AccountChange = Partial<Omit<NewAccount, 'user'>> & { disabled?: true };

/** How the console signs in, and keeps accounts and the identities of buses. Every call may throw a `RefusedError`. */
export interface StaffApi {
  whoAmI(): Promise<SessionAnswer>;
  signIn(user: string, password: string): Promise<SessionAnswer>;
  signOut(): Promise<SessionAnswer>;
  changePassword(current: string, password: string): Promise<SessionAnswer>;
  accounts(): Promise<AccountsAnswer>;
  createAccount(account: NewAccount): Promise<NewPasswordAnswer>;
  changeAccount(id: string, change: AccountChange): Promise<AccountAnswer>;
  resetPassword(id: string): Promise<NewPasswordAnswer>;
  sessions(): Promise<SessionsAnswer>;
  endSession(id: number): Promise<unknown>;
  tokens(): Promise<TokensAnswer>;
  createToken(label: string): Promise<NewTokenAnswer>;
  revokeToken(id: number): Promise<unknown>;
  audit(before: number | null): Promise<AuditAnswer>;
  identities(): Promise<IdentitiesAnswer>;
  enrolmentCode(bus: string): Promise<EnrolmentCodeAnswer>;
  revokeBus(bus: string, reason: string): Promise<RevokedAnswer>;
}

export class HttpStaffApi implements StaffApi {
  /** Goes with everything that changes something; each answer about a session brings the current one. */
  #csrf: string | null = null;

  whoAmI = () => this.#session('GET', 'session');
  signIn = (user: string, password: string) => this.#session('POST', 'session', { user, password });
  signOut = () => this.#session('DELETE', 'session');
  changePassword = (current: string, password: string) =>
    this.#session('POST', 'session/password', { current, password });

  accounts = () => request<AccountsAnswer>('GET', 'accounts');
  createAccount = (account: NewAccount) => this.#change<NewPasswordAnswer>('POST', 'accounts', account);
  changeAccount = (id: string, change: AccountChange) =>
    this.#change<AccountAnswer>('PATCH', `accounts/${id}`, change);
  resetPassword = (id: string) =>
    this.#change<NewPasswordAnswer>('POST', `accounts/${id}/one-time-password`, {});

  sessions = () => request<SessionsAnswer>('GET', 'sessions');
  endSession = (id: number) => this.#change('DELETE', `sessions/${id}`);
  tokens = () => request<TokensAnswer>('GET', 'tokens');
  createToken = (label: string) => this.#change<NewTokenAnswer>('POST', 'tokens', { label });
  revokeToken = (id: number) => this.#change('DELETE', `tokens/${id}`);
  audit = (before: number | null) =>
    request<AuditAnswer>('GET', `audit?limit=50${before === null ? '' : `&before=${before}`}`);

  identities = () => request<IdentitiesAnswer>('GET', 'identities');
  enrolmentCode = (bus: string) =>
    this.#change<EnrolmentCodeAnswer>('POST', `buses/${encodeURIComponent(bus)}/enrolment-code`);
  revokeBus = (bus: string, reason: string) =>
    this.#change<RevokedAnswer>('POST', `buses/${encodeURIComponent(bus)}/revoke`, { reason });

  #change<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    return request<Answer>(method, path, { body, csrf: this.#csrf });
  }

  async #session(method: string, path: string, body?: unknown): Promise<SessionAnswer> {
    const answer = await this.#change<SessionAnswer>(method, path, body);
    this.#csrf = answer.signedIn ? answer.csrf : null;
    return answer;
  }
}
