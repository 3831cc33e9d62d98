import type { Both, EventData, EventType, NamedPerson } from '../../../../shared/case/events.ts';
import type { Priority, Vulnerability } from '../../../../shared/case/vocabulary.ts';
import { CATEGORY_WORDS, NEED_WORDS } from '../../../../shared/escalation/words.ts';
import { VULNERABILITY_WORDS } from '../../../../shared/texts/labels.ts';
import type { TimelineEvent } from '../answers.ts';
import { type Format, isolated } from '../text/format.ts';
import { CHANNEL_NAMES, CLOCK_NAMES, PERSON_ROLE_NAMES, PRIORITY_NAMES, STATUS_NAMES } from '../text/words.ts';
import {
  ATTACHMENT_FAILURES,
  DELIVERY_NAMES,
  FAILURE_NAMES,
  INVALID_NAMES,
  LINK_NAMES,
  NEED_STATUS_NAMES,
  RESOLUTION_NAMES,
  SAFETY_NAMES,
  SENSITIVITY_NAMES,
  SOURCE_NAMES,
  VERIFIED_NAMES,
  VIA_NAMES,
} from './words.ts';

/** What a sentence needs to know beside its event: how this person reads, and what parts of the case are called. */
export interface Telling {
  format: Format;
  agency(id: string): string;
  /** A tier as people call it, with the name of its agency; `tier` without. */
  rung(rung: string, alertId: string): string;
  tier(rung: string, alertId: string): string;
  contact(id: string): string;
  person(id: string): string;
  need(id: string): string;
  promise(id: string): string;
  /** The agency that a request went to. */
  asked(alertId: string): string;
}

type Sentences = { [T in EventType]: (data: EventData[T], tell: Telling) => Both };

/** Under which filter of the timeline an event stands. */
export type Group = 'messages' | 'decisions' | 'facts' | 'ladders' | 'clocks';

export const GROUPS: Readonly<Record<EventType, Group>> = {
  'case.opened': 'decisions',
  'message.received': 'messages',
  'message.status': 'messages',
  'message.queued': 'messages',
  'message.sending': 'messages',
  'message.sent': 'messages',
  'message.failed': 'messages',
  'message.unknown': 'messages',
  'message.moved': 'messages',
  'call.logged': 'messages',
  'call.missed': 'messages',
  'note.added': 'messages',
  'attachment.stored': 'messages',
  'attachment.failed': 'messages',
  'triage.suggested': 'decisions',
  'case.triaged': 'decisions',
  'priority.raised': 'decisions',
  'case.assigned': 'decisions',
  'case.crisis-changed': 'decisions',
  'status.changed': 'decisions',
  'person.added': 'facts',
  'person.changed': 'facts',
  'need.added': 'facts',
  'need.changed': 'facts',
  'location.added': 'facts',
  'promise.made': 'clocks',
  'promise.kept': 'clocks',
  'promise.moved': 'clocks',
  'clock.warned': 'clocks',
  'clock.breached': 'clocks',
  'escalation.raised': 'ladders',
  'escalation.sent': 'ladders',
  'escalation.delivered': 'ladders',
  'escalation.failed': 'ladders',
  'escalation.undelivered': 'ladders',
  'escalation.acknowledged': 'ladders',
  'escalation.ack-expired': 'ladders',
  'escalation.held': 'ladders',
  'escalation.resumed': 'ladders',
  'escalation.accepted': 'ladders',
  'escalation.declined': 'ladders',
  'escalation.asked': 'ladders',
  'escalation.answered': 'ladders',
  'escalation.reported': 'ladders',
  'escalation.completed': 'ladders',
  'escalation.climbed': 'ladders',
  'escalation.stood-down': 'ladders',
  'link.suggested': 'decisions',
  'link.confirmed': 'decisions',
  'link.rejected': 'decisions',
  'link.withdrawn': 'decisions',
  'case.merged': 'decisions',
  'case.unmerged': 'decisions',
  'case.transferred': 'decisions',
  'case.invalidated': 'decisions',
  'case.restored': 'decisions',
  'case.resolved': 'decisions',
  'case.reopened': 'decisions',
  'case.closed': 'decisions',
  'case.grouped': 'decisions',
  'redaction.requested': 'decisions',
  'data.redacted': 'decisions',
  'redaction.done': 'decisions',
};

const FORGOTTEN: Both = { ar: 'حُذف ما قيل هنا بقرار', en: 'What was said here was redacted by decision' };

/** One event as a sentence in the person's language. What was said with it stands under it (`saidIn`), not in it. */
export function sentence({ type, data }: Pick<TimelineEvent, 'type' | 'data'>, tell: Telling): string {
  const { format } = tell;
  if (!data) return `${format.both(FORGOTTEN)}`;
  const make = SENTENCES[type as EventType] as ((data: never, tell: Telling) => Both) | undefined;
  // A room newer than this console may say things that it has not learnt.
  return make ? format.both(make(data as never, tell)) : type;
}

/** The words that came with an event, as they were said. */
export function saidIn({ data }: Pick<TimelineEvent, 'data'>): string | undefined {
  return [data?.text, data?.reason, data?.ask].find((each): each is string => typeof each === 'string');
}

export const SENTENCES: Sentences = {
  'case.opened': ({ channel, priority, category, follows }, tell) => {
    const { format } = tell;
    const how = format.both(CHANNEL_NAMES[channel]);
    const what = format.both(CATEGORY_WORDS[category]);
    return also(
      {
        ar: `فُتح البلاغ عن طريق ${how}: ${what}، ${prio(priority, tell)}`,
        en: `Case opened by ${how}: ${what}, ${prio(priority, tell)}`,
      },
      follows && { ar: `يتبع ${isolated(follows)}`, en: `follows ${isolated(follows)}` },
      tell,
    );
  },
  'message.received': ({ contactId, channel, kind, media = [], quiet }, tell) => {
    const who = tell.contact(contactId);
    const how = tell.format.both(CHANNEL_NAMES[channel]);
    if (kind === 'reaction') return { ar: `تفاعل من ${who}`, en: `${who} reacted` };
    if (kind === 'edit') return { ar: `عدل ${who} رسالة`, en: `${who} edited a message` };
    if (kind === 'revoke') return { ar: `حذف ${who} رسالة`, en: `${who} deleted a message` };
    if (quiet) return { ar: `إشعار من ${how} عن ${who}`, en: `Notice of ${how} about ${who}` };
    return also(
      { ar: `رسالة من ${who} عن طريق ${how}`, en: `Message from ${who} by ${how}` },
      media.length > 0 && { ar: `${n(media.length, tell)} مرفق`, en: `${n(media.length, tell)} attached` },
      tell,
    );
  },
  'message.status': ({ status }, { format }) => {
    const word = DELIVERY_NAMES[status];
    return word
      ? { ar: `خبر من القناة: ${format.both(word)}`, en: `The channel says: ${format.both(word)}` }
      : { ar: `خبر من القناة: ${isolated(status)}`, en: `The channel says: ${isolated(status)}` };
  },
  'message.queued': ({ contactId, channel, automatic, template, broadcast, rumour }, tell) => {
    const who = tell.contact(contactId);
    const how = tell.format.both(CHANNEL_NAMES[channel]);
    if (broadcast) return { ar: `تنويه عام إلى ${who}`, en: `Public notice to ${who}` };
    if (rumour) return { ar: `الجواب المعتمد لشائعة إلى ${who}`, en: `Approved answer to a rumour, to ${who}` };
    if (automatic) return { ar: `رد آلي إلى ${who} عن طريق ${how}`, en: `Automatic answer to ${who} by ${how}` };
    if (template) return { ar: `قالب إلى ${who} عن طريق ${how}`, en: `Template to ${who} by ${how}` };
    return { ar: `رد إلى ${who} عن طريق ${how}`, en: `Answer to ${who} by ${how}` };
  },
  'message.sending': ({ attempt }, tell) => ({
    ar: `جار إرسال الرسالة، المحاولة ${n(attempt, tell)}`,
    en: `Sending the message, attempt ${n(attempt, tell)}`,
  }),
  'message.sent': () => ({ ar: 'قبلت القناة الرسالة', en: 'The channel took the message' }),
  'message.failed': ({ code, retryable, notBefore }, tell) => {
    const why = FAILURE_NAMES[code] ? tell.format.both(FAILURE_NAMES[code]) : isolated(code);
    if (notBefore)
      return {
        ar: `الرسالة تنتظر حتى ${time(notBefore, tell)}`,
        en: `The message waits until ${time(notBefore, tell)}`,
      };
    return retryable
      ? { ar: `لم تُرسل الرسالة بعد، وستُعاد المحاولة: ${why}`, en: `Not sent yet, will be tried again: ${why}` }
      : { ar: `لم تُرسل الرسالة: ${why}`, en: `The message was not sent: ${why}` };
  },
  'message.unknown': ({ why }, { format }) => {
    const code = FAILURE_NAMES[why] ? format.both(FAILURE_NAMES[why]) : isolated(why);
    return { ar: `لا نعرف هل أُرسلت الرسالة: ${code}`, en: `It is not known whether the message was sent: ${code}` };
  },
  'message.moved': ({ from, to }) =>
    to
      ? { ar: `نُقلت رسالة إلى ${isolated(to)}`, en: `A message was moved to ${isolated(to)}` }
      : {
          ar: `نُقلت إلى هنا رسالة من ${isolated(from ?? '')}`,
          en: `A message was moved here from ${isolated(from ?? '')}`,
        },
  'call.logged': ({ contactId, direction, answered, despite, channel }, tell) => {
    const who = tell.contact(contactId);
    if (channel === 'walk_in') return { ar: `حضر ${who} بنفسه`, en: `${who} came in person` };
    const call =
      direction === 'in'
        ? { ar: `مكالمة من ${who}`, en: `Call from ${who}` }
        : answered
          ? { ar: `مكالمة إلى ${who}`, en: `Call to ${who}` }
          : { ar: `اتصلنا بـ${who} ولم يرد`, en: `Called ${who}, no answer` };
    return also(
      call,
      despite && {
        ar: `رغم قيود التواصل: ${isolated(despite)}`,
        en: `despite the contact rules: ${isolated(despite)}`,
      },
      tell,
    );
  },
  'call.missed': ({ contactId }, tell) => ({
    ar: `مكالمة لم يُرد عليها من ${tell.contact(contactId)}`,
    en: `Call from ${tell.contact(contactId)} that nobody answered`,
  }),
  'note.added': () => ({ ar: 'ملاحظة', en: 'Note' }),
  'attachment.stored': ({ n: place, bytes }, tell) => ({
    ar: `حُفظ المرفق ${n(place + 1, tell)} (${size(bytes, tell)})`,
    en: `Attachment ${n(place + 1, tell)} stored (${size(bytes, tell)})`,
  }),
  'attachment.failed': ({ n: place, reason }, tell) => ({
    ar: `لم يُحفظ المرفق ${n(place + 1, tell)}: ${tell.format.both(ATTACHMENT_FAILURES[reason]!)}`,
    en: `Attachment ${n(place + 1, tell)} not kept: ${tell.format.both(ATTACHMENT_FAILURES[reason]!)}`,
  }),
  'triage.suggested': ({ priority, category, needs }, tell) =>
    also(
      {
        ar: `اقتراح الفرز: ${prio(priority, tell)}، ${tell.format.both(CATEGORY_WORDS[category])}`,
        en: `Triage suggests ${prio(priority, tell)}, ${tell.format.both(CATEGORY_WORDS[category])}`,
      },
      needs.length > 0 && both(needs.map((need) => tell.format.both(NEED_WORDS[need])).join(tell.format.comma)),
      tell,
    ),
  'case.triaged': ({ priority, category, place, country, sensitivity, implied }, tell) => {
    const { format } = tell;
    const what = format.both(CATEGORY_WORDS[category]);
    const where = format.where(place, country);
    const told = implied
      ? {
          ar: `فُرز كما اقتُرح عند إسناده: ${prio(priority, tell)}، ${what}`,
          en: `Triaged as suggested when taken: ${prio(priority, tell)}, ${what}`,
        }
      : { ar: `فُرز: ${prio(priority, tell)}، ${what}`, en: `Triaged: ${prio(priority, tell)}, ${what}` };
    const rest = [where, sensitivity && format.both(SENSITIVITY_NAMES[sensitivity])].filter(Boolean);
    return also(told, rest.length > 0 && both(rest.join(format.comma)), tell);
  },
  'priority.raised': ({ from, to, reasons }, tell) =>
    also(
      {
        ar: `ارتفعت الأولوية من ${prio(from, tell)} إلى ${prio(to, tell)}`,
        en: `Priority rose from ${prio(from, tell)} to ${prio(to, tell)}`,
      },
      reasons.length > 0 && both(reasons.map(({ text }) => tell.format.both(text)).join(tell.format.comma)),
      tell,
    ),
  'case.assigned': ({ owner, previous, handover }) => {
    if (handover)
      return { ar: `انتقل إلى ${isolated(owner)} مع تسليم الوردية`, en: `Passed to ${isolated(owner)} with the shift` };
    return previous && previous !== owner
      ? {
          ar: `أُسند إلى ${isolated(owner)} بعد ${isolated(previous)}`,
          en: `Assigned to ${isolated(owner)}, before ${isolated(previous)}`,
        }
      : { ar: `أُسند إلى ${isolated(owner)}`, en: `Assigned to ${isolated(owner)}` };
  },
  'case.crisis-changed': ({ crisis, automatic }) => {
    const to: Both = crisis
      ? { ar: `أُلحق بالأزمة ${isolated(crisis)}`, en: `Belongs to the crisis ${isolated(crisis)}` }
      : { ar: 'أصبح عملا يوميا', en: 'Is daily work now' };
    return automatic ? { ar: `${to.ar} لأن بلده عُرف`, en: `${to.en}, because its country became known` } : to;
  },
  'status.changed': ({ from, to, expectedAt }, tell) =>
    also(
      {
        ar: `الحالة: من ${tell.format.both(STATUS_NAMES[from])} إلى ${tell.format.both(STATUS_NAMES[to])}`,
        en: `Status: ${tell.format.both(STATUS_NAMES[from])} → ${tell.format.both(STATUS_NAMES[to])}`,
      },
      expectedAt && { ar: `متوقع ${time(expectedAt, tell)}`, en: `expected ${time(expectedAt, tell)}` },
      tell,
    ),
  'person.added': (data, tell) =>
    also(
      { ar: `أُضيف ${tell.person(data.personId)}`, en: `${tell.person(data.personId)} added` },
      about(data, tell),
      tell,
    ),
  'person.changed': (data, tell) =>
    also(
      { ar: `عُدلت بيانات ${tell.person(data.personId)}`, en: `${tell.person(data.personId)} changed` },
      about(data, tell),
      tell,
    ),
  'need.added': ({ kind, quantity, neededBy }, tell) =>
    also(
      {
        ar: `احتياج: ${tell.format.both(NEED_WORDS[kind])}${quantity ? ` × ${n(quantity, tell)}` : ''}`,
        en: `Need: ${tell.format.both(NEED_WORDS[kind])}${quantity ? ` × ${n(quantity, tell)}` : ''}`,
      },
      neededBy && { ar: `قبل ${time(neededBy, tell)}`, en: `by ${time(neededBy, tell)}` },
      tell,
    ),
  'need.changed': ({ needId, status, agency }, tell) =>
    also(
      status
        ? {
            ar: `${tell.need(needId)}: ${tell.format.both(NEED_STATUS_NAMES[status])}`,
            en: `${tell.need(needId)}: ${tell.format.both(NEED_STATUS_NAMES[status])}`,
          }
        : { ar: `عُدل الاحتياج: ${tell.need(needId)}`, en: `Need changed: ${tell.need(needId)}` },
      agency && both(tell.agency(agency)),
      tell,
    ),
  'location.added': ({ source, current, lat, accuracyM, country }, tell) => {
    const from = tell.format.both(SOURCE_NAMES[source]);
    const rest = [
      country && tell.format.country(country),
      lat !== undefined && accuracyM ? `±${n(Math.round(accuracyM), tell)} m` : undefined,
    ].filter(Boolean);
    return also(
      current
        ? { ar: `الموقع الآن، ${from}`, en: `Location now, ${from}` }
        : { ar: `موقع ليس الحالي، ${from}`, en: `A location that is not the present one, ${from}` },
      rest.length > 0 && both(rest.join(tell.format.comma)),
      tell,
    );
  },
  'promise.made': ({ contactId, dueAt, callBack }, tell) =>
    callBack
      ? {
          ar: `مكالمة فاتت: نتصل بـ${tell.contact(contactId)} قبل ${time(dueAt, tell)}`,
          en: `Missed call: ${tell.contact(contactId)} is called back by ${time(dueAt, tell)}`,
        }
      : {
          ar: `وعد إلى ${tell.contact(contactId)} قبل ${time(dueAt, tell)}`,
          en: `Promise to ${tell.contact(contactId)} by ${time(dueAt, tell)}`,
        },
  'promise.kept': ({ promiseId }, tell) => ({
    ar: `تم الوفاء بالوعد: ${tell.promise(promiseId)}`,
    en: `Promise kept: ${tell.promise(promiseId)}`,
  }),
  'promise.moved': ({ promiseId, dueAt }, tell) => ({
    ar: `تأجل الوعد إلى ${time(dueAt, tell)}: ${tell.promise(promiseId)}`,
    en: `Promise moved to ${time(dueAt, tell)}: ${tell.promise(promiseId)}`,
  }),
  'clock.warned': ({ clock, dueAt }, tell) => ({
    ar: `تنبيه: ${tell.format.both(CLOCK_NAMES[clock])} قبل ${time(dueAt, tell)}`,
    en: `Warning: ${tell.format.both(CLOCK_NAMES[clock])} by ${time(dueAt, tell)}`,
  }),
  'clock.breached': ({ clock, breachedAt, lateBySeconds, reason }, tell) => {
    const name = tell.format.both(CLOCK_NAMES[clock]);
    if (reason === 'missed')
      return { ar: `فات: ${name}، انتهت المكالمة قبل الرد`, en: `Missed: ${name}, the call ended first` };
    return also(
      { ar: `فات موعد ${name} في ${time(breachedAt, tell)}`, en: `Overdue since ${time(breachedAt, tell)}: ${name}` },
      reason === 'reprioritised'
        ? { ar: 'لأن الأولوية تغيرت', en: 'because the priority changed' }
        : lateBySeconds >= 60 && {
            ar: `لوحظ بعد ${tell.format.span(lateBySeconds * 1000)}`,
            en: `noticed ${tell.format.span(lateBySeconds * 1000)} later`,
          },
      tell,
    );
  },
  'escalation.raised': ({ agency, need, quantity, by }, tell) =>
    also(
      { ar: `طلب إلى ${tell.agency(agency)}`, en: `Asked of ${tell.agency(agency)}` },
      both(
        [
          need && `${tell.format.both(NEED_WORDS[need])}${quantity ? ` × ${n(quantity, tell)}` : ''}`,
          by && time(by, tell),
        ]
          .filter(Boolean)
          .join(tell.format.comma),
      ),
      tell,
    ),
  'escalation.sent': ({ alertId, rungs }, tell) => ({
    ar: `أُخطر: ${rungs.map((each) => tell.rung(each, alertId)).join(tell.format.comma)}`,
    en: `Told: ${rungs.map((each) => tell.rung(each, alertId)).join(tell.format.comma)}`,
  }),
  'escalation.delivered': ({ alertId, rung, via }, tell) => ({
    ar: `وصل الإخطار إلى ${tell.rung(rung, alertId)} (${isolated(via)})`,
    en: `The alert reached ${tell.rung(rung, alertId)} (${isolated(via)})`,
  }),
  'escalation.failed': ({ alertId, rungs }, tell) => ({
    ar: `لم يُقبل الإخطار إلى ${rungs.map((each) => tell.rung(each, alertId)).join(tell.format.comma)}: اتصل بالجهة هاتفيا`,
    en: `The alert to ${rungs.map((each) => tell.rung(each, alertId)).join(tell.format.comma)} was refused: telephone the agency`,
  }),
  'escalation.undelivered': ({ alertId, rung, channel, left }, tell) => ({
    ar: `لم يصل الإخطار إلى عنوان (${isolated(channel)}) عند ${tell.rung(rung, alertId)}؛ عناوين أخرى: ${n(left, tell)}`,
    en: `An address (${isolated(channel)}) of ${tell.rung(rung, alertId)} was not reached; others left: ${n(left, tell)}`,
  }),
  'escalation.acknowledged': ({ alertId, by, via, late, second }, tell) =>
    also(
      {
        ar: `استلمت ${tell.asked(alertId)}: ${person(by, tell)} (${through(via, tell)})`,
        en: `${tell.asked(alertId)} acknowledged: ${person(by, tell)} (${through(via, tell)})`,
      },
      late ? { ar: 'بعد الانتهاء', en: 'after the end' } : second && { ar: 'شخص آخر', en: 'a second person' },
      tell,
    ),
  'escalation.ack-expired': ({ alertId, expiredAt }, tell) => ({
    ar: `استلمت ${tell.asked(alertId)} ولم تفعل شيئا حتى ${time(expiredAt, tell)}: نسأل من جديد`,
    en: `${tell.asked(alertId)} acknowledged and did nothing by ${time(expiredAt, tell)}: asked again`,
  }),
  'escalation.held': ({ alertId, lateBySeconds }, tell) => ({
    ar: `توقف الطلب إلى ${tell.asked(alertId)} لأن خطوته تأخرت ${tell.format.span(lateBySeconds * 1000)}: يراجعه مشرف`,
    en: `The request to ${tell.asked(alertId)} is held, its step came ${tell.format.span(lateBySeconds * 1000)} late: a supervisor looks`,
  }),
  'escalation.resumed': ({ alertId }, tell) => ({
    ar: `استؤنف الطلب إلى ${tell.asked(alertId)}`,
    en: `The request to ${tell.asked(alertId)} goes on`,
  }),
  'escalation.accepted': ({ alertId, by, via, eta }, tell) =>
    also(
      {
        ar: `قبلت ${tell.asked(alertId)}: ${person(by, tell)} (${through(via, tell)})`,
        en: `${tell.asked(alertId)} accepted: ${person(by, tell)} (${through(via, tell)})`,
      },
      eta && { ar: `الوصول ${instantOr(eta, tell)}`, en: `expected ${instantOr(eta, tell)}` },
      tell,
    ),
  'escalation.declined': ({ alertId, by, via }, tell) => ({
    ar: `اعتذرت ${tell.asked(alertId)}: ${person(by, tell)} (${through(via, tell)})`,
    en: `${tell.asked(alertId)} declined: ${person(by, tell)} (${through(via, tell)})`,
  }),
  'escalation.asked': ({ alertId, by }, tell) => ({
    ar: `تسأل ${tell.asked(alertId)}: ${person(by, tell)}`,
    en: `${tell.asked(alertId)} asks: ${person(by, tell)}`,
  }),
  'escalation.answered': ({ alertId }, tell) => ({
    ar: `أجبنا ${tell.asked(alertId)}`,
    en: `We answered ${tell.asked(alertId)}`,
  }),
  'escalation.reported': ({ alertId, by }, tell) => ({
    ar: `أفادت ${tell.asked(alertId)}: ${person(by, tell)}`,
    en: `${tell.asked(alertId)} reports: ${person(by, tell)}`,
  }),
  'escalation.completed': ({ alertId, by }, tell) => ({
    ar: `أنجزت ${tell.asked(alertId)}: ${person(by, tell)}`,
    en: `${tell.asked(alertId)} completed it: ${person(by, tell)}`,
  }),
  'escalation.climbed': ({ alertId, rung, told, reason }, tell) => {
    const who = tell.rung(rung, alertId);
    const why = reason ? tell.format.both(CLIMBED[reason]) : '';
    const step: Both = told
      ? { ar: `صعد الطلب إلى ${who}`, en: `Climbed to ${who}` }
      : { ar: `مر موعد ${who} أثناء عطل ولم يُخطر`, en: `${who} was passed during an outage and not told` };
    return also(step, why !== '' && both(why), tell);
  },
  'escalation.stood-down': ({ alertId }, tell) => ({
    ar: `أُنهي الطلب إلى ${tell.asked(alertId)}`,
    en: `The request to ${tell.asked(alertId)} was stood down`,
  }),
  'link.suggested': ({ other, kind }, tell) => ({
    ar: `قد يرتبط بالبلاغ ${isolated(other)}: ${tell.format.both(LINK_NAMES[kind])}`,
    en: `May be linked with ${isolated(other)}: ${tell.format.both(LINK_NAMES[kind])}`,
  }),
  'link.confirmed': ({ other, kind }, tell) => ({
    ar: `رُبط بالبلاغ ${isolated(other)}: ${tell.format.both(LINK_NAMES[kind])}`,
    en: `Linked with ${isolated(other)}: ${tell.format.both(LINK_NAMES[kind])}`,
  }),
  'link.rejected': () => ({ ar: 'رُفض ارتباط مقترح', en: 'A suggested link was rejected' }),
  'link.withdrawn': () => ({ ar: 'سُحب ارتباط', en: 'A link was withdrawn' }),
  'case.merged': ({ role, other }) =>
    role === 'source'
      ? { ar: `دُمج في البلاغ ${isolated(other)}`, en: `Merged into ${isolated(other)}` }
      : { ar: `دُمج فيه البلاغ ${isolated(other)}`, en: `${isolated(other)} was merged into this one` },
  'case.unmerged': ({ role, other }) =>
    role === 'source'
      ? { ar: `فُصل عن البلاغ ${isolated(other)}`, en: `Taken out of ${isolated(other)} again` }
      : { ar: `فُصل عنه البلاغ ${isolated(other)}`, en: `${isolated(other)} was taken out again` },
  'case.transferred': ({ to }) => ({ ar: `أُحيل إلى ${isolated(to)}`, en: `Transferred to ${isolated(to)}` }),
  'case.invalidated': ({ reason }, { format }) => ({
    ar: `استُبعد: ${format.both(INVALID_NAMES[reason])}`,
    en: `Set aside: ${format.both(INVALID_NAMES[reason])}`,
  }),
  'case.restored': () => ({ ar: 'أُعيد إلى العمل', en: 'Taken up again' }),
  'case.resolved': ({ code, verifiedBy, verifiedHow }, { format }) => ({
    ar: `حُل: ${format.both(RESOLUTION_NAMES[code])}؛ أكده ${isolated(verifiedBy)}: ${format.both(VERIFIED_NAMES[verifiedHow])}`,
    en: `Resolved: ${format.both(RESOLUTION_NAMES[code])}; verified by ${isolated(verifiedBy)}: ${format.both(VERIFIED_NAMES[verifiedHow])}`,
  }),
  'case.reopened': () => ({ ar: 'أُعيد فتح البلاغ', en: 'Reopened' }),
  'case.closed': ({ automatic }) =>
    automatic
      ? { ar: 'أُغلق تلقائيا، لم يصل جديد', en: 'Closed by itself, nothing new arrived' }
      : { ar: 'أُغلق', en: 'Closed' },
  'case.grouped': ({ group }) => ({
    ar: `ضُم إلى بلاغات تكاد تكون متطابقة، أولها ${isolated(group)}`,
    en: `Stands with near-identical cases, the first of them ${isolated(group)}`,
  }),
  'redaction.requested': ({ seqs }, tell) => ({
    ar: `طُلب حذف ما قيل في ${n(seqs.length, tell)} من الأحداث؛ ينتظر شخصا ثانيا`,
    en: `Redaction of ${n(seqs.length, tell)} events was asked for; waits for a second person`,
  }),
  'data.redacted': ({ seqs, requestedBy }, tell) =>
    also(
      {
        ar: `حُذف ما قيل في ${n(seqs.length, tell)} من الأحداث`,
        en: `What ${n(seqs.length, tell)} events said was redacted`,
      },
      requestedBy && { ar: `طلبه ${isolated(requestedBy)}`, en: `asked for by ${isolated(requestedBy)}` },
      tell,
    ),
  'redaction.done': ({ events, objects }, tell) => ({
    ar: `تم الحذف: ${n(events, tell)} حدث، ${n(objects, tell)} ملف`,
    en: `The redaction is done: ${n(events, tell)} events, ${n(objects, tell)} files`,
  }),
};

const CLIMBED: Readonly<Record<NonNullable<EventData['escalation.climbed']['reason']>, Both>> = {
  unanswered: { ar: 'لم يرد أحد', en: 'nobody answered' },
  'delivery-failed': { ar: 'لم يصل الإخطار', en: 'the alert was not delivered' },
  'ack-expired': { ar: 'انتهت مهلة الاستلام', en: 'the acknowledgement expired' },
  'agency-red': { ar: 'الجهة متعثرة', en: 'the agency is not reachable' },
};

/** Both sides alike: what is said is in the reader's language already. */
const both = (text: string): Both => ({ ar: text, en: text });

const n = (value: number, { format }: Telling) => format.number(value);
const prio = (priority: Priority, { format }: Telling) => isolated(format.both(PRIORITY_NAMES[priority].short));
const time = (instant: string, { format }: Telling) => isolated(format.stamp(instant));
const person = ({ name, role }: NamedPerson, { format }: Telling) =>
  isolated(role ? `${name}${format.comma}${role}` : name);
const through = (via: string, { format }: Telling) => (VIA_NAMES[via] ? format.both(VIA_NAMES[via]) : isolated(via));

/** An agency's own idea of a time is often no instant. */
function instantOr(text: string, tell: Telling): string {
  return /^\d{4}-\d\d-\d\dT/.test(text) ? time(text, tell) : isolated(text);
}

function size(bytes: number, tell: Telling): string {
  return bytes < 1_000_000
    ? isolated(`${n(Math.max(1, Math.round(bytes / 1000)), tell)} KB`)
    : isolated(`${n(Math.round(bytes / 100_000) / 10, tell)} MB`);
}

/** A sentence with something more, after a dash. */
function also(first: Both, more: Both | string | false | undefined, { format }: Telling): Both {
  const rest = more && typeof more === 'object' ? format.both(more) : '';
  return rest ? { ar: `${first.ar} — ${rest}`, en: `${first.en} — ${rest}` } : first;
}

/** What was said of a person, short. */
function about(
  { age, role, vulnerabilities = [], safety, medical, place }: EventData['person.changed'],
  tell: Telling,
): Both | undefined {
  const { format } = tell;
  const parts = [
    role && format.both(PERSON_ROLE_NAMES[role]),
    age !== undefined && (format.lang === 'ar' ? `العمر ${n(age, tell)}` : `age ${n(age, tell)}`),
    ...vulnerabilities.map((each: Vulnerability) => format.both(VULNERABILITY_WORDS[each])),
    safety && format.both(SAFETY_NAMES[safety.status]),
    medical && isolated(medical),
    place && isolated(place),
  ].filter(Boolean);
  return parts.length > 0 ? both(parts.join(format.comma)) : undefined;
}
