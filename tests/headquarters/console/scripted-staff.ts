import type { StaffApi } from '../../../headquarters/console/state/staff-api.ts';
import type { SessionAnswer } from '../../../headquarters/web/identity/identity-answers.ts';

export const REHEARSAL: SessionAnswer = {
  signedIn: true,
  rehearsal: true,
  account: { id: 'rehearsal', name: '演练 Rehearsal', user: 'rehearsal' },
  role: 'administrator',
  counties: [],
  mustChange: false,
  csrf: null,
  expires: null,
};

export function aSession(more: Partial<Extract<SessionAnswer, { signedIn: true }>> = {}): SessionAnswer {
  return {
    signedIn: true,
    rehearsal: false,
    account: { id: 'staff-2', name: '李伟', user: 'li-wei' },
    role: 'viewer',
    counties: [],
    mustChange: false,
    csrf: 'a csrf token',
    expires: 1,
    ...more,
  };
}

const unasked = (what: string) => () => Promise.reject(new Error(`nobody expected ${what} here`));

/** A headquarters that knows who asks; what a test does not script must not be asked. */
export function scriptedStaff(session: SessionAnswer, more: Partial<StaffApi> = {}): StaffApi {
  return {
    whoAmI: () => Promise.resolve(session),
    signIn: unasked('sign-in'),
    signOut: () => Promise.resolve({ signedIn: false }),
    changePassword: unasked('a new password'),
    accounts: unasked('accounts'),
    createAccount: unasked('a new account'),
    changeAccount: unasked('a changed account'),
    resetPassword: unasked('a one-time password'),
    sessions: unasked('sessions'),
    endSession: unasked('the end of a session'),
    tokens: unasked('tokens'),
    createToken: unasked('a new token'),
    revokeToken: unasked('a revoked token'),
    audit: unasked('the audit log'),
    identities: unasked('identities of buses'),
    enrolmentCode: unasked('a code for a bus'),
    revokeBus: unasked('the end of an identity'),
    ...more,
  };
}
