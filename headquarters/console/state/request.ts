import type { BilingualName, ErrorAnswer } from '../../web/answers.ts';

/** Headquarters refused; it says why, and where a person reads it in both languages. */
export class RefusedError extends Error {
  readonly status: number;
  readonly field: string | null;
  readonly text: BilingualName;
  constructor(status: number, { error, field, text }: ErrorAnswer) {
    super(error);
    this.status = status;
    this.field = field ?? null;
    this.text = text ?? { zh: error, en: error };
  }
}

/** Nobody is signed in any more. */
export class SignedOutError extends RefusedError {}

export interface RequestOptions {
  body?: unknown;
  csrf?: string | null;
  /** The page asks by itself, which keeps no session open. */
  unattended?: boolean;
}

/** Asks `/api/v1/{path}`; throws a `RefusedError` with what headquarters says, or the browser's own error where it is not reached. */
export async function request<Answer>(
  method: string,
  path: string,
  { body, csrf, unattended = false }: RequestOptions = {},
): Promise<Answer> {
  const response = await fetch(`/api/v1/${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(csrf ? { 'X-CSRF-Token': csrf } : {}),
      ...(unattended ? { 'X-Unattended': 'yes' } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (response.ok) return (await response.json()) as Answer;
  const answer = (await response.json()) as ErrorAnswer;
  // Signing in with a wrong password is refused with 401 as well, and ends nothing.
  const signedOut = response.status === 401 && !(method === 'POST' && path === 'session');
  throw new (signedOut ? SignedOutError : RefusedError)(response.status, answer);
}
