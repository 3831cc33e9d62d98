import { type Command, event, partId } from '../decide.ts';
import type { CaseState } from '../state.ts';
import type { LinkKind } from '../vocabulary.ts';
import { full, invalidField, notFound, RECORDABLE, reject } from './guards.ts';

export interface LinkInput {
  other: string;
  kind: LinkKind;
  reason: string;
}

/** A link between two cases; what was suggested is thereby confirmed. Both streams get it in one transaction (decisions.md 3). */
export const link: Command<LinkInput> = {
  name: 'links',
  from: RECORDABLE,
  decide(state, input, context) {
    if (input.other === state.id) {
      return invalidField('/other', {
        ar: 'لا يُربط البلاغ بنفسه',
        en: 'a case is not linked to itself',
      });
    }
    const known = active(state, input);
    if (known?.state === 'confirmed') {
      return reject('limit-reached', {
        ar: 'البلاغان مرتبطان هكذا من قبل',
        en: 'they are linked like that already',
      });
    }
    const linkId = known?.linkId ?? partId(state, 0);
    return full(state.links, '') ?? [event(state, context, 'link.confirmed', { linkId, ...input })];
  },
};

/** Withdraws a confirmed link, rejects a suggested one; what was rejected is kept and not suggested again (c.2). */
export const withdrawLink: Command<{ linkId: string; reason: string }> = {
  name: 'withdraw-link',
  from: RECORDABLE,
  decide(state, input, context) {
    const known = state.links.find((each) => each.linkId === input.linkId);
    if (!known) return notFound({ ar: 'الرابط', en: 'link' });
    if (known.state === 'suggested') return [event(state, context, 'link.rejected', input)];
    if (known.state === 'confirmed') return [event(state, context, 'link.withdrawn', input)];
    return reject('gone', {
      ar: 'هذا الرابط أُلغي من قبل',
      en: 'this link is withdrawn already',
    });
  },
};

function active(state: CaseState, input: LinkInput) {
  return state.links.find(
    (known) =>
      known.other === input.other &&
      known.kind === input.kind &&
      (known.state === 'suggested' || known.state === 'confirmed'),
  );
}
