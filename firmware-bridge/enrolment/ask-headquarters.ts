import type { EnrolmentRequest } from '@pingan/protocol/enrolment';
import { EnrolmentError } from './enrol.ts';

const ANSWER_WITHIN_MS = 30_000;

/** Sends an enrolment request to `http(s)://…` and gives back its JSON answer; rejects with an `EnrolmentError` in words. */
export async function askHeadquarters(headquarters: string, request: EnrolmentRequest): Promise<unknown> {
  const address = new URL('/api/v1/enrolment', headquarters);
  let response: Response;
  try {
    response = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
  } catch (problem) {
    throw new EnrolmentError(
      `${address.origin} does not answer (${reasonOf(problem)}); is headquarters running, is the address right, is there a network? The code was not used`,
    );
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  throw new EnrolmentError(`headquarters refused: ${errorOf(answer) ?? `it answered ${response.status}`}`);
}

function reasonOf(problem: unknown): string {
  const cause = problem instanceof Error && problem.cause instanceof Error ? problem.cause : problem;
  const { code, message } = cause as NodeJS.ErrnoException;
  return code ?? message;
}

function errorOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return null;
  return typeof answer.error === 'string' ? answer.error.slice(0, 400) : null;
}
