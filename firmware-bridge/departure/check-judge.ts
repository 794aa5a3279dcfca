import { findings, handFault, reasons } from './check-words.ts';
import { nameOf, type RunningCheck } from './check-state.ts';
import { isMoved, isStanding } from './doing.ts';
import { doorFault, GOOD, machineVerdict, type Verdict } from './machine-verdicts.ts';

/** Everything else being done, whoever is there has this long to put back what is away, in milliseconds. */
const PUT_RIGHT_MS = 30_000;
/** A screen answers in this time or not at all. */
const CHIME_ANSWERS_MS = 6_000;

type Verdicts = Record<string, Verdict>;

/** The check with every verdict that what is known now allows. What was judged stays so, save that a board or chip may still be lost. */
export function judged(check: RunningCheck): RunningCheck {
  const verdicts: Verdicts = { ...check.verdicts };
  lookAt(check, verdicts);
  skipDependents(check, verdicts);
  blockedDoors(check, verdicts);
  watchPart(check, verdicts);
  return { ...check, verdicts };
}

/** The check in which nobody looks at these any more; what the machine sees to be wrong is said all the same. */
export function leftOut(
  check: RunningCheck,
  items: readonly string[],
  why: 'officer' | 'nobody',
): RunningCheck {
  const verdicts: Verdicts = { ...check.verdicts };
  const words = why === 'officer' ? reasons.leftOut() : reasons.nobody();
  for (const id of items) {
    const away = check.doing.is === 'hands' && id in check.doing.seen && isStanding(check, id);
    verdicts[id] ??= away ? standingFault(check, id) : { is: 'skipped', words };
  }
  return { ...check, verdicts };
}

/** What the machine sees by itself, from the first moment on. */
function lookAt(check: RunningCheck, verdicts: Verdicts): void {
  const { plan, glance, now, startedAt, awaySince, backAt } = check;
  for (const id of plan.parts[0]?.items ?? []) {
    const before = verdicts[id];
    const mayStillBeLost = before?.is === 'good' && /^(board|controller)\//.test(id);
    if (before !== undefined && !mayStillBeLost) continue;
    if (!isReached(plan.needs[id], verdicts)) continue;
    const reachedAt = Math.max(startedAt, ...(plan.needs[id] ?? []).map((need) => backAt[need] ?? startedAt));
    const found = machineVerdict(id, glance, {
      ...{ name: nameOf(plan, id), measuresSupply: plan.measuresSupply },
      ...{ forMs: now - reachedAt, awayMs: now - (awaySince[id] ?? now) },
    });
    if (found !== null && (before === undefined || found.is === 'fault')) verdicts[id] = found;
  }
}

/** One fault for what is lost, and not another for each thing behind it. */
function skipDependents({ plan }: RunningCheck, verdicts: Verdicts): void {
  for (const { id } of plan.items) {
    const missing = firstMissing(plan.needs[id], verdicts);
    if (missing === undefined) continue;
    verdicts[id] ??= { is: 'skipped', words: reasons.behind(nameOf(plan, missing)) };
  }
}

function blockedDoors({ plan, glance, now }: RunningCheck, verdicts: Verdicts): void {
  for (const { id, group, name } of plan.items) {
    if (group !== 'doors' || verdicts[id] !== undefined || !isReached(plan.needs[id], verdicts)) continue;
    const found = doorFault(id.slice('door/'.length), name, glance, now);
    if (found !== null) verdicts[id] = found;
  }
}

/** What the part under way has brought so far. */
function watchPart(check: RunningCheck, verdicts: Verdicts): void {
  const part = check.plan.parts[check.part]!;
  for (const id of part.items) {
    const found = verdicts[id] === undefined ? partVerdict(check, id, verdicts) : null;
    if (found !== null) verdicts[id] = found;
  }
}

function partVerdict(check: RunningCheck, id: string, verdicts: Verdicts): Verdict | null {
  const { doing, glance, now, since } = check;
  switch (doing.is) {
    case 'walk':
      return doing.in && doing.out ? GOOD : null;
    case 'hands':
      return handVerdict(check, id);
    case 'siren':
      // Only before it sounds: its own second must not end its own question.
      return glance.sirenWaitMs > 0 && now === since
        ? { is: 'skipped', words: reasons.sirenRests(glance.sirenWaitMs) }
        : null;
    case 'chime':
      return chimeVerdict(check, verdicts);
    case 'look':
    case 'lamps':
      return null;
  }
}

function handVerdict(check: RunningCheck, id: string): Verdict | null {
  const { doing, glance, plan, now } = check;
  if (isMoved(check, id)) return GOOD;
  if (glance.contacts[id] === 'flapping')
    return { is: 'fault', words: findings.contactFlickers(nameOf(plan, id)) };
  const since = doing.is === 'hands' ? doing.onlyStandingSince : null;
  return since !== null && now - since >= PUT_RIGHT_MS && isStanding(check, id)
    ? standingFault(check, id)
    : null;
}

function chimeVerdict(
  { plan, part, doing, glance, now, since }: RunningCheck,
  verdicts: Verdicts,
): Verdict | null {
  const asked = plan.parts[part]!;
  if (asked.is !== 'chime' || doing.is !== 'chime' || doing.how === 'played') return null;
  const screens = glance.screens[asked.station] ?? { visitors: 0, lent: 0 };
  if (verdicts[`screen/${asked.station}`]?.is === 'fault' && screens.visitors === 0)
    return { is: 'skipped', words: reasons.noScreen() };
  if (screens.visitors === 0 && screens.lent > 0) return { is: 'skipped', words: reasons.lentScreen() };
  if (now - since < CHIME_ANSWERS_MS) return null;
  const said = { locked: findings.soundLocked, failed: findings.soundFailed };
  return {
    is: 'fault',
    words: (doing.how === null ? findings.soundUnanswered : said[doing.how])(asked.name),
  };
}

function standingFault({ plan }: Pick<RunningCheck, 'plan'>, id: string): Verdict {
  return { is: 'fault', words: handFault(plan.acts[id]!, nameOf(plan, id), true) };
}

/** Whether what is told of an item can be believed: everything between it and the machine is known to be well. */
function isReached(needs: readonly string[] | undefined, verdicts: Verdicts): boolean {
  return needs?.every((id) => verdicts[id]?.is === 'good') ?? true;
}

function firstMissing(needs: readonly string[] | undefined, verdicts: Verdicts): string | undefined {
  return needs?.find((id) => verdicts[id]?.is === 'fault');
}
