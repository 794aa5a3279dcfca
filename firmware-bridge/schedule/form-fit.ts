import type { OfficerForms } from '@pingan/device-config/officer-forms';
import type { FormQuestion } from '@pingan/protocol/officer-day';

/** The id of an item, question or answer that is not on the checklist or form of this bus; null where everything is. */
export function misfit(
  fact: string,
  detail: Readonly<Record<string, unknown>>,
  forms: OfficerForms,
): string | null {
  if (fact === 'checklist') {
    const named = [detail['done'], detail['open']].flat();
    return stranger(named, (id) => forms.checklist.some((item) => item.id === id));
  }
  if (fact !== 'after-action') return null;
  const wrong = Object.entries(detail['answers'] ?? {}).find(([id, answer]) => {
    const question = forms.form.find((each) => each.id === id);
    return question === undefined || !fits(question, answer);
  });
  return wrong?.[0] ?? null;
}

function fits(question: FormQuestion, answer: unknown): boolean {
  switch (question.asks) {
    case 'number':
      return Number.isInteger(answer) && Number(answer) >= 0 && Number(answer) <= question.most;
    case 'yes-no':
      return typeof answer === 'boolean';
    case 'choice':
      return question.choices.some(({ id }) => id === answer);
    case 'remark':
      return typeof answer === 'string';
  }
}

function stranger(named: readonly unknown[], isKnown: (id: unknown) => boolean): string | null {
  const found = named.find((id) => id !== undefined && !isKnown(id));
  return found === undefined ? null : String(found);
}
