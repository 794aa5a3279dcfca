import { EnrolmentAnswer, type EnrolmentRequest } from '@pingan/protocol/enrolment';
import { readCode } from '@pingan/protocol/enrolment-code';
import { answerProof, proofKey, requestProof, sameProof } from '@pingan/protocol/enrolment-proof';
import type { BusIdentity } from '../store/identity-file.ts';
import { certificateFault } from './check-certificate.ts';
import { newKeyAndRequest } from './key-and-request.ts';

/** Why a bus got no identity, and what to do, for the technician. */
export class EnrolmentError extends Error {}

export interface EnrolmentParts {
  bus: string;
  /** As it was typed. */
  code: string;
  /** Brings the request to headquarters and its JSON answer back; rejects with an `EnrolmentError`. */
  ask(request: EnrolmentRequest): Promise<unknown>;
}

/**
 * Makes a key on this bus, has headquarters sign it, and gives back the identity once headquarters has proved that it knows the code.
 * Rejects with an `EnrolmentError` or a `MistypedCodeError`.
 */
export async function enrol({ bus, code, ask }: EnrolmentParts): Promise<BusIdentity> {
  const secret = proofKey(readCode(code));
  const { key, request } = await newKeyAndRequest(bus);
  const answer = EnrolmentAnswer.safeParse(
    await ask({ v: 1, bus, request, proof: requestProof(secret, { bus, request }) }),
  );
  if (!answer.success)
    throw new EnrolmentError('what answered is no headquarters of this project; is --headquarters right?');
  const { proof, ...said } = answer.data;
  if (!sameProof(proof, answerProof(secret, said)))
    throw new EnrolmentError(
      'the answer does not prove that it comes from your headquarters: somebody on the way may have changed it. Nothing was stored. Ask headquarters to revoke this bus, get a new code, and try over another network',
    );
  const fault = said.bus === bus ? certificateFault({ ...said, key }) : `it is for ${said.bus}`;
  if (fault !== null)
    throw new EnrolmentError(
      `headquarters sent a certificate that does not fit: ${fault}. Nothing was stored; get a new code`,
    );
  const { v, certificate, authority, broker, carryKey, signingKey } = said;
  return { v, bus, key, certificate, authority, broker, carryKey, signingKey };
}
