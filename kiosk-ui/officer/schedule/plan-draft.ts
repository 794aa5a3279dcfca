import type { DayStop } from '@pingan/protocol/officer-day';
import type { PlanFields } from '@pingan/protocol/schedule/plan';

type Plan = DayStop['plan'];
export type PlanStatus = PlanFields['status'];
export type PlanKind = PlanFields['kind'];

export const KINDS: readonly PlanKind[] = ['village', 'market', 'school', 'firm', 'station', 'other'];

/** What a bus may make of a stop. Approving is headquarters' word, so it is offered only where it holds already. */
export const statusesFor = (now: PlanStatus): PlanStatus[] => [
  'draft',
  ...(now === 'approved' ? (['approved'] as const) : []),
  'confirmed',
  'postponed',
  'cancelled',
];

/** A plan as it is being written: every field has something that an input can show. */
export interface PlanDraft {
  date: string;
  from: string;
  to: string;
  zh: string;
  en: string;
  village: string;
  county: string | null;
  address: string;
  position: PlanFields['place']['position'];
  kind: PlanKind;
  theme: string;
  officers: string[];
  notes: string;
  status: PlanStatus;
}

export function draftOf({ when, place, kind, theme, officers, notes, status }: Plan): PlanDraft {
  return {
    date: when?.date ?? '',
    from: when?.from ?? '',
    to: when?.to ?? '',
    zh: place?.name.zh ?? '',
    en: place?.name.en ?? '',
    village: place?.village ?? '',
    county: place?.county ?? null,
    address: place?.address ?? '',
    position: place?.position ?? null,
    kind: kind ?? 'village',
    theme: theme ?? '',
    officers: [...(officers ?? [])],
    notes: notes ?? '',
    status: status ?? 'draft',
  };
}

/** A draft as a plan. A place without an English name is called by its Chinese one until headquarters gives it one. */
export function planOf(draft: PlanDraft): PlanFields {
  const zh = draft.zh.trim();
  return {
    when: { date: draft.date, from: draft.from || null, to: draft.to || null },
    place: {
      name: { zh, en: draft.en.trim() || zh },
      village: draft.village,
      county: draft.county,
      address: draft.address.trim() || null,
      position: draft.position,
    },
    kind: draft.kind,
    theme: draft.theme.trim() || null,
    officers: draft.officers,
    notes: draft.notes.trim(),
    status: draft.status,
  };
}

/** The fields that differ from the plan: only these are proposed, so that an edit collides with nothing that it did not touch. */
export function changesOf(plan: Plan, draft: PlanDraft): Partial<PlanFields> {
  const before = planOf(draftOf(plan));
  const after = planOf(draft);
  const fields = Object.keys(after) as (keyof PlanFields)[];
  const isNew = Object.keys(plan).length === 0;
  const isChanged = (field: keyof PlanFields) =>
    isNew || JSON.stringify(before[field]) !== JSON.stringify(after[field]);
  return Object.fromEntries(fields.filter(isChanged).map((field) => [field, after[field]]));
}

export type PlanFault = 'no-date' | 'no-place' | 'times';

/** What keeps a draft from being proposed. */
export function faultOf({ date, from, to, zh }: PlanDraft): PlanFault | null {
  if (zh.trim() === '') return 'no-place';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return 'no-date';
  return from !== '' && to !== '' && from >= to ? 'times' : null;
}
