import type { EnrolmentAnswer } from '@pingan/protocol/enrolment';
import { answerProof, proofKey, requestProof, sameProof } from '@pingan/protocol/enrolment-proof';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const aCode = fc.uint8Array({ minLength: 16, maxLength: 16 });
const aText = fc.string({ minLength: 1, maxLength: 60 });
const anAnswer: fc.Arbitrary<Omit<EnrolmentAnswer, 'proof'>> = fc.record({
  v: fc.constant(1 as const),
  bus: aText,
  certificate: aText,
  authority: aText,
  broker: aText,
  carryKey: aText,
  signingKey: aText,
});

/** The text with one bit of one of its UTF-16 units turned over. */
function flipped(text: string, at: number, bit: number): string {
  const index = at % text.length;
  const unit = String.fromCharCode(text.charCodeAt(index) ^ (1 << bit));
  return text.slice(0, index) + unit + text.slice(index + 1);
}
const place = fc.tuple(fc.nat(1_000), fc.integer({ min: 0, max: 6 }));

describe('the proofs of an enrolment', () => {
  it('hold for what was proved', () => {
    fc.assert(
      fc.property(aCode, anAnswer, aText, (code, answer, request) => {
        const key = proofKey(code);
        expect(
          sameProof(
            requestProof(key, { bus: answer.bus, request }),
            requestProof(key, { request, bus: answer.bus }),
          ),
        ).toBe(true);
        // The order in which a JSON parser meets the fields must not matter.
        const turned = Object.fromEntries(Object.entries(answer).reverse()) as typeof answer;
        expect(answerProof(key, turned)).toBe(answerProof(key, answer));
      }),
    );
  });

  it('refuse any flipped bit of code, bus, request or proof', () => {
    fc.assert(
      fc.property(aCode, aText, aText, place, (code, bus, request, [at, bit]) => {
        const proof = requestProof(proofKey(code), { bus, request });
        const other = Uint8Array.from(code);
        other[at % 16]! ^= 1 << bit;
        expect(sameProof(proof, requestProof(proofKey(other), { bus, request }))).toBe(false);
        for (const changed of [
          { bus: flipped(bus, at, bit), request },
          { bus, request: flipped(request, at, bit) },
          // What belongs to one field must not slide into the next.
          { bus: `${bus}\n${request[0]!}`, request: request.slice(1) },
        ])
          if (changed.bus !== bus || changed.request !== request)
            expect(sameProof(proof, requestProof(proofKey(code), changed))).toBe(false);
        expect(sameProof(proof, flipped(proof, at, bit))).toBe(false);
      }),
    );
  });

  it('refuse any flipped bit of any field of an answer', () => {
    const fields = ['bus', 'certificate', 'authority', 'broker', 'carryKey', 'signingKey'] as const;
    fc.assert(
      fc.property(aCode, anAnswer, fc.constantFrom(...fields), place, (code, answer, field, [at, bit]) => {
        const key = proofKey(code);
        const changed = { ...answer, [field]: flipped(answer[field], at, bit) };
        expect(sameProof(answerProof(key, answer), answerProof(key, changed))).toBe(false);
      }),
    );
  });

  it('never take a request for an answer', () => {
    const key = proofKey(new Uint8Array(16));
    const answer = {
      v: 1,
      bus: 'a',
      certificate: '',
      authority: '',
      broker: '',
      carryKey: '',
      signingKey: '',
    } as const;
    expect(answerProof(key, answer)).not.toBe(requestProof(key, { bus: 'a', request: '' }));
  });
});
