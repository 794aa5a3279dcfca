import type { Text } from '@pingan/protocol/ids';

/** Why a connection failed: in words for the log, and for officers where they must do something about it. */
export interface LinkFault {
  why: string;
  officers: Text | null;
}

const IN_WORDS: Record<string, string> = {
  ECONNREFUSED: 'nobody listens there (ECONNREFUSED)',
  ENOTFOUND: 'no such host (ENOTFOUND); is the name right, is there a network?',
  EAI_AGAIN: 'the host name cannot be looked up (EAI_AGAIN); is there a network?',
  EHOSTUNREACH: 'no way to that host (EHOSTUNREACH)',
  ENETUNREACH: 'no network (ENETUNREACH)',
  ECONNRESET: 'the connection broke (ECONNRESET)',
};

const TURNED_AWAY: Text = {
  zh: '总部不接受本车的登记：可能已被注销。数据都留在车上；请联系总部，重新登记',
  en: 'headquarters does not accept the identity of this bus: it may have been revoked. Records wait on the bus; call headquarters and enrol again',
};
const REVOKED: Text = {
  zh: '总部已注销本车的登记。数据都留在车上；请联系总部，重新登记',
  en: 'headquarters has revoked the identity of this bus. Records wait on the bus; call headquarters and enrol again',
};
const RUN_OUT: Text = {
  zh: '本车的登记已经过期（或车上时间不对）。数据都留在车上；请核对时间，再向总部要登记码重新登记',
  en: 'the identity of this bus has run out, or its clock is wrong. Records wait on the bus; check the clock, then get a code from headquarters and enrol again',
};
const WRONG_CLOCK: Text = {
  zh: '总部的证书按车上的时间还没生效或已过期，请核对车上的日期和时间',
  en: 'by the clock of this bus the certificate of headquarters is not valid yet or not any more; check date and time of the bus',
};
const STRANGER: Text = {
  zh: '应答的不是登记本车的总部，没有发送任何数据。请核对总部地址和网络；总部如果重建过，请重新登记',
  en: 'whoever answers is not the headquarters that enrolled this bus, and nothing was sent. Check address and network; if headquarters was set up anew, enrol again',
};

/** What OpenSSL says of the broker's certificate. */
const WRONG_CLOCK_CODES = new Set(['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED']);
const STRANGER_CODES = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
  'INVALID_PURPOSE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * @param problem what the connection failed with
 * @param identityExpires Unix milliseconds, null without an identity
 * @param now Unix milliseconds
 */
export function linkFault(problem: unknown, identityExpires: number | null, now: number): LinkFault {
  if (!(problem instanceof Error)) return { why: String(problem), officers: null };
  const code = 'code' in problem ? problem.code : undefined;
  if (typeof code === 'string' && code in IN_WORDS) return { why: IN_WORDS[code]!, officers: null };
  const officers = officersMust(problem, code, identityExpires, now);
  if (officers !== null) return { why: `${officers.en} (${problem.message.slice(0, 200)})`, officers };
  // A numeric code is the broker's own answer to the connect.
  if (typeof code === 'number')
    return {
      why: `the broker refused this bus (${problem.message}); check user, password and certificate`,
      officers: null,
    };
  return { why: problem.message === '' ? String(code ?? problem.name) : problem.message, officers: null };
}

function officersMust(
  problem: Error,
  code: unknown,
  identityExpires: number | null,
  now: number,
): Text | null {
  const codeText = typeof code === 'string' ? code : '';
  if (WRONG_CLOCK_CODES.has(codeText)) return WRONG_CLOCK;
  if (STRANGER_CODES.has(codeText)) return STRANGER;
  // Alerts by which a broker refuses our certificate (RFC 8446, section 6.2).
  const alert = /alert ([a-z ]+)/i.exec(problem.message)?.[1]?.trim() ?? '';
  const refused = code === 5 || /certificate|unknown ca|access denied/.test(alert);
  if (identityExpires === null || !refused) return null;
  if (now >= identityExpires || alert.includes('expired')) return RUN_OUT;
  return alert.includes('revoked') ? REVOKED : TURNED_AWAY;
}
