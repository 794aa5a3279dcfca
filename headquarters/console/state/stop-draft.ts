import type { PlanField, PlanFields, Proposal, StopPlan } from '@pingan/protocol/schedule/plan';
import { canonical } from '../../canonical.ts';

/** A plan as it stands in the form: text alone. */
export interface StopDraft {
  date: string;
  from: string;
  to: string;
  nameZh: string;
  nameEn: string;
  village: string;
  county: string;
  address: string;
  kind: PlanFields['kind'];
  theme: string;
  officers: string;
  notes: string;
}

/** What a plan says now, each field as its current value has it. */
export function currentFields(plan: StopPlan | null): Partial<PlanFields> {
  const fields = Object.entries(plan?.fields ?? {}).map(([name, planned]) => [name, planned.current.value]);
  return Object.fromEntries(fields) as Partial<PlanFields>;
}

export function draftOf(plan: StopPlan | null): StopDraft {
  const { when, place, kind, theme, officers, notes } = currentFields(plan);
  return {
    date: when?.date ?? '',
    from: when?.from ?? '',
    to: when?.to ?? '',
    nameZh: place?.name.zh ?? '',
    nameEn: place?.name.en ?? '',
    village: place?.village ?? '',
    county: place?.county ?? '',
    address: place?.address ?? '',
    kind: kind ?? 'village',
    theme: theme ?? '',
    officers: officers?.join(' ') ?? '',
    notes: notes ?? '',
  };
}

/** What a draft changes in a plan, or says of a new one; a field is replaced as a whole. */
export function changesIn(draft: StopDraft, plan: StopPlan | null): Proposal['set'] {
  const before = currentFields(plan);
  const after: Partial<PlanFields> = {
    when: { date: draft.date, from: draft.from || null, to: draft.to || null },
    place: {
      name: { zh: draft.nameZh.trim(), en: draft.nameEn.trim() },
      village: draft.village,
      county: draft.county.trim() || null,
      address: draft.address.trim() || null,
      position: before.place?.position ?? null,
    },
    kind: draft.kind,
    theme: draft.theme.trim() || null,
    officers: draft.officers.split(/[\s,，、;；]+/).filter((officer) => officer !== ''),
    notes: draft.notes.trim(),
  };
  const unsaid: Partial<PlanFields> = {
    theme: null,
    officers: [],
    notes: '',
    // The form shows a kind where the plan says none; that alone is no edit of the plan.
    ...(plan !== null && { kind: 'village' }),
  };
  const changed = (Object.keys(after) as PlanField[]).filter(
    (name) => canonical(after[name]) !== canonical(before[name] ?? unsaid[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, after[name]]));
}

/** The id of a stop that is new: its day, so that people who read it know it, and chance. */
export function newStopId(date: string, chance: string): string {
  return `s-${date}-${chance.slice(0, 6)}`;
}
