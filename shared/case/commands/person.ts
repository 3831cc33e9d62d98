import { type Command, type Context, event, partId, type Rejection } from '../decide.ts';
import type { Actor, DisclosureConsent, PersonFields, Safety } from '../events.ts';
import { GRADES, type Grade, type SafetyStatus } from '../vocabulary.ts';
import { full, invalidField, notFound, person, reject, WORKING } from './guards.ts';

export interface PersonInput extends Omit<PersonFields, 'disclosureConsent'> {
  /** Who asked him and when is known. */
  consent?: Omit<DisclosureConsent, 'by' | 'at' | 'toMedia'>;
  safety?: { status: SafetyStatus; grade: Grade; asOf?: string };
}

export const addPerson: Command<PersonInput> = {
  name: 'persons',
  from: [...WORKING, 'resolved'],
  decide(state, { safety, consent, ...fields }, context) {
    const limit = full(state.persons, '');
    if (limit) return limit;
    const graded = safety && gradeSafety(undefined, safety, context.actor, context.now);
    if (graded && 'rejected' in graded) return graded;
    return [
      event(state, context, 'person.added', {
        personId: partId(state, 0),
        ...fields,
        ...(graded ? { safety: graded } : {}),
        ...(consent ? { disclosureConsent: asked(consent, context) } : {}),
      }),
    ];
  },
};

export const changePerson: Command<PersonInput & { personId: string }> = {
  name: 'change-person',
  from: [...WORKING, 'resolved'],
  decide(state, { safety, consent, ...fields }, context) {
    const known = person(state, fields.personId);
    if (!known) return notFound({ ar: 'الشخص', en: 'person' });
    const graded = safety && gradeSafety(known.safety, safety, context.actor, context.now);
    if (graded && 'rejected' in graded) return graded;
    return [
      event(state, context, 'person.changed', {
        ...fields,
        ...(graded ? { safety: graded } : {}),
        ...(consent ? { disclosureConsent: asked(consent, context) } : {}),
      }),
    ];
  },
};

/** Media are told nothing of anybody, whoever agrees (domain.md c.2). */
function asked(
  { toFamily, toAgencies, basis }: NonNullable<PersonInput['consent']>,
  { actor, now }: Context,
): DisclosureConsent {
  return { toFamily, ...(toAgencies ? { toAgencies } : {}), toMedia: 'no', basis, by: actor.id, at: now };
}

/**
 * A person's safety is set by staff and by evidence (c.2): `safe_confirmed` needs direct contact or better; a death is confirmed by an
 * official document and by a second person, after a first one has reported it.
 */
function gradeSafety(
  before: Safety | undefined,
  claim: { status: SafetyStatus; grade: Grade; asOf?: string },
  actor: Actor,
  now: string,
): Safety | Rejection {
  const safety: Safety = {
    status: claim.status,
    grade: claim.grade,
    asOf: claim.asOf ?? now,
    setBy: actor.id,
  };
  if (claim.status === 'safe_confirmed' && GRADES.indexOf(claim.grade) < GRADES.indexOf('direct_contact')) {
    return invalidField('/safety/grade', {
      ar: 'تأكيد السلامة يحتاج اتصالاً مباشراً أو مستنداً رسمياً',
      en: 'confirming safety needs direct contact or an official document',
    });
  }
  if (claim.status !== 'deceased_confirmed') return safety;
  if (claim.grade !== 'official_document') {
    return invalidField('/safety/grade', {
      ar: 'تأكيد الوفاة يحتاج مستنداً رسمياً',
      en: 'confirming a death needs an official document',
    });
  }
  if (before?.status !== 'deceased_reported' || before.setBy === actor.id) {
    return reject('second-person-required', {
      ar: 'يسجل موظف الوفاة كمبلّغ عنها ثم يؤكدها موظف ثانٍ',
      en: 'one person records the death as reported, a second one confirms it',
    });
  }
  return { ...safety, setBy: before.setBy, secondBy: actor.id };
}
