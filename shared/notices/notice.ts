import type { Rejection } from '../case/decide.ts';
import type { Both } from '../case/events.ts';
import type { By, StreamStep } from '../ledger/execute.ts';
import type {
  CAP_CATEGORIES,
  CAP_CERTAINTIES,
  CAP_RESPONSES,
  CAP_SEVERITIES,
  CAP_URGENCIES,
  NoticeKind,
} from './vocabulary.ts';

export type Point = [latitude: number, longitude: number];

/** Where it holds. */
export interface NoticeArea {
  /** ISO 3166-1 alpha-2. */
  countries: string[];
  /** City, road, crossing. */
  name?: Both;
  /** Corners in order; it is closed by itself. */
  polygon?: Point[];
  circle?: { lat: number; lon: number; radiusKm: number };
}

export interface NoticeContent {
  title: Both;
  body: Both;
  /** What to do, apart from what happened. */
  instruction?: Both;
  area: NoticeArea;
  severity: (typeof CAP_SEVERITIES)[number];
  urgency: (typeof CAP_URGENCIES)[number];
  certainty: (typeof CAP_CERTAINTIES)[number];
  response: (typeof CAP_RESPONSES)[number];
  category: (typeof CAP_CATEGORIES)[number];
  onset?: string;
  expires?: string;
}

/** A wording on its way; once out, the next draft is a correction and says why. */
export interface NoticeDraft {
  number: number;
  content: NoticeContent;
  reason?: Both;
  by: string;
  at: string;
  approvedBy?: string;
  approvedAt?: string;
}

export type MsgType = 'Alert' | 'Update' | 'Cancel';

/** One version as the world saw it. It never changes: what is wrong in it is corrected by the next. */
export interface NoticeVersion {
  version: number;
  msgType: MsgType;
  content: NoticeContent;
  publishedAt: string;
  /** What was corrected, or why it was cancelled. */
  reason?: Both;
}

/** To whom it is sent. */
export interface Audience {
  crisis?: string;
  countries: string[];
}

export type BroadcastState = 'requested' | 'approved' | 'sending' | 'done' | 'stopped';

/** One sending of one version to the people of an area. */
export interface Broadcast {
  /** Version of the notice. */
  version: number;
  audience: Audience;
  /** Messages a minute at most. */
  perMinute: number;
  /** Cases in the area when it was asked for, for whoever approves. */
  estimate: number;
  state: BroadcastState;
  requestedBy: string;
  requestedAt: string;
  approvedBy?: string;
  approvedAt?: string;
  /** Cases it goes to, fixed when it begins. */
  size?: number;
  /** Seqs of the events that hold them, in order. */
  parts?: number[];
  /** Cases done. */
  at: number;
  /** Contacts written to. */
  queued: number;
  /** Contacts not written to, by reason. */
  skipped: Partial<Record<string, number>>;
  endedAt?: string;
}

/** The head of stream `notice#<id>`: the fold of its events. Earlier versions lie in the stream (`history` says where). */
export interface Notice {
  kind: NoticeKind;
  crisis?: string;
  createdBy: string;
  createdAt: string;
  drafts: number;
  draft?: NoticeDraft;
  current?: NoticeVersion;
  history: { version: number; seq: number; msgType: MsgType; publishedAt: string }[];
  broadcast?: Broadcast;
}

export type NoticeStatus = 'draft' | 'approved' | 'published' | 'cancelled';

export function statusOf({ current, draft }: Notice): NoticeStatus {
  if (current) return current.msgType === 'Cancel' ? 'cancelled' : 'published';
  return draft?.approvedBy ? 'approved' : 'draft';
}

/** A notice that speaks of danger ends by itself: nobody must follow last month's road (domain.md f.1). */
const MUST_EXPIRE: readonly NoticeKind[] = ['advisory', 'safety_guidance', 'assembly_point'];

/** So many versions of one notice; beyond them a new one is clearer for everybody. */
const VERSIONS = 50;

type Step = StreamStep<Notice> | Rejection;

export function draftNotice(
  { kind, crisis, content }: { kind: NoticeKind; crisis?: string; content: NoticeContent },
  { actor, now }: By,
): Step {
  const fault = faultIn(kind, content, now);
  if (fault) return fault;
  const draft: NoticeDraft = { number: 1, content, by: actor.id, at: now };
  return {
    events: [{ type: 'notice.drafted', data: { kind, ...(crisis ? { crisis } : {}), number: 1, content } }],
    state: {
      kind,
      ...(crisis ? { crisis } : {}),
      createdBy: actor.id,
      createdAt: now,
      drafts: 1,
      draft,
      history: [],
    },
  };
}

/** Another wording: of a draft, or as the correction of what is out; then it says what was wrong. What was approved before is approved no more. */
export function redraft(
  notice: Notice,
  { content, reason }: { content: NoticeContent; reason?: Both },
  { actor, now }: By,
): Step {
  if (statusOf(notice) === 'cancelled') return CANCELLED;
  const fault = faultIn(notice.kind, content, now);
  if (fault) return fault;
  if (notice.current && !reason) {
    return invalid('/reason', {
      ar: 'اكتب للناس ما الذي صُحح',
      en: 'tell the public what was corrected',
    });
  }
  const number = notice.drafts + 1;
  const draft: NoticeDraft = { number, content, ...(reason ? { reason } : {}), by: actor.id, at: now };
  const data = { number, content, ...(reason ? { reason } : {}) };
  return step('notice.drafted', data, { ...notice, drafts: number, draft });
}

/** A second person approves exactly the draft that was read. */
export function approveNotice(notice: Notice, { number }: { number: number }, { actor, now }: By): Step {
  const { draft } = notice;
  if (!draft || draft.number !== number) {
    return invalid('/number', {
      ar: 'ليست هذه أحدث مسودة: اقرأها أولا',
      en: 'this is not the newest draft: read it first',
    });
  }
  if (draft.approvedBy) return { events: [], state: notice };
  if (draft.by === actor.id) return SECOND;
  const approved: NoticeDraft = { ...draft, approvedBy: actor.id, approvedAt: now };
  return step('notice.approved', { number }, { ...notice, draft: approved });
}

/**
 * The approved draft becomes the next version: an Alert the first time, an Update after.
 * @param version events the stream has now.
 */
export function publishNotice(notice: Notice, version: number, { now }: By): Step {
  const { draft, kind } = notice;
  if (!draft) return notice.current ? { events: [], state: notice } : NOT_APPROVED;
  if (!draft.approvedBy) return NOT_APPROVED;
  const fault = faultIn(kind, draft.content, now);
  if (fault) return fault;
  const { content, reason } = draft;
  const { draft: _out, ...rest } = notice;
  return next(rest, version, {
    msgType: notice.current ? 'Update' : 'Alert',
    content,
    ...(reason ? { reason } : {}),
    publishedAt: now,
  });
}

/** Takes it back, openly: the last version stays to be read, marked as cancelled, with the reason. A sending stops. */
export function cancelNotice(notice: Notice, version: number, { reason }: { reason: Both }, { now }: By): Step {
  const { current } = notice;
  if (!current) return NOT_OUT;
  if (current.msgType === 'Cancel') return { events: [], state: notice };
  const { draft: _dropped, ...rest } = stopped(notice, now);
  return next(rest, version, { msgType: 'Cancel', content: current.content, reason, publishedAt: now });
}

function next(notice: Notice, seq: number, made: Omit<NoticeVersion, 'version'>): Step {
  const version = (notice.current?.version ?? 0) + 1;
  if (version > VERSIONS) {
    return {
      rejected: 'limit-reached',
      detail: { ar: `الحد الأقصى ${VERSIONS} نسخة`, en: `a notice has at most ${VERSIONS} versions` },
    };
  }
  const current: NoticeVersion = { version, ...made };
  const { msgType, publishedAt } = made;
  return step(msgType === 'Cancel' ? 'notice.cancelled' : 'notice.published', current, {
    ...notice,
    current,
    history: [...notice.history, { version, seq: seq + 1, msgType, publishedAt }],
  });
}

/** Asks that the version that is out be sent to the people of an area. One sending at a time. */
export function requestBroadcast(
  notice: Notice,
  asked: { audience: Audience; perMinute: number; estimate: number },
  { actor, now }: By,
): Step {
  const { current, broadcast } = notice;
  if (!current || current.msgType === 'Cancel') return NOT_OUT;
  if (isExpired(current, now)) return EXPIRED;
  if (broadcast && !['done', 'stopped'].includes(broadcast.state)) {
    return {
      rejected: 'illegal-transition',
      detail: { ar: 'هناك إرسال لم ينته بعد', en: 'another sending has not ended yet' },
    };
  }
  const made: Broadcast = {
    ...asked,
    version: current.version,
    state: 'requested',
    requestedBy: actor.id,
    requestedAt: now,
    at: 0,
    queued: 0,
    skipped: {},
  };
  const data = { version: current.version, ...asked };
  return step('notice.broadcast-requested', data, { ...notice, broadcast: made });
}

/** A second person approves the sending; from here on it goes out by itself (intent; decisions.md 1). */
export function approveBroadcast(notice: Notice, { actor, now }: By): Step {
  const { broadcast, current } = notice;
  if (!broadcast) return NO_BROADCAST;
  if (broadcast.approvedBy) return { events: [], state: notice };
  if (broadcast.state !== 'requested') return NO_BROADCAST;
  if (broadcast.requestedBy === actor.id) return SECOND;
  if (current?.version !== broadcast.version) return NEWER;
  const approved: Broadcast = { ...broadcast, state: 'approved', approvedBy: actor.id, approvedAt: now };
  return step('notice.broadcast-approved', { version: broadcast.version }, { ...notice, broadcast: approved });
}

export function stopBroadcast(notice: Notice, { now }: By): Step {
  const { broadcast } = notice;
  if (!broadcast) return NO_BROADCAST;
  if (broadcast.state === 'stopped' || broadcast.state === 'done') return { events: [], state: notice };
  const data = { version: broadcast.version, at: broadcast.at };
  return step('notice.broadcast-stopped', data, stopped(notice, now));
}

/**
 * Goes on with what was stopped, from where it stopped: two people let that very version out to that very audience, and it is still in force.
 */
export function resumeBroadcast(notice: Notice, { now }: By): Step {
  const { broadcast, current } = notice;
  if (broadcast?.state !== 'stopped' || !broadcast.approvedBy) return NO_BROADCAST;
  if (current?.version !== broadcast.version) return NEWER;
  if (current.msgType === 'Cancel') return NOT_OUT;
  if (isExpired(current, now)) return EXPIRED;
  const { endedAt: _paused, ...rest } = broadcast;
  const state = broadcast.parts ? 'sending' : 'approved';
  const data = { version: broadcast.version, at: broadcast.at };
  return step('notice.broadcast-resumed', data, { ...notice, broadcast: { ...rest, state } });
}

function stopped(notice: Notice, now: string): Notice {
  const { broadcast } = notice;
  if (!broadcast || broadcast.state === 'done' || broadcast.state === 'stopped') return notice;
  return { ...notice, broadcast: { ...broadcast, state: 'stopped', endedAt: now } };
}

/** Whether somebody has to work on its sending. What has expired or was corrected meanwhile goes to nobody else. */
export function isSending({ broadcast, current }: Notice, now: string): boolean {
  if (!broadcast || !['approved', 'sending'].includes(broadcast.state)) return false;
  return current?.version === broadcast.version && !isExpired(current, now);
}

/** Cases held by one event: with head and the others, one transaction stays under DynamoDB's 4 MB. */
const PART = 5000;
const PARTS = 40;

/** Fixes whom it goes to, in one transaction: afterwards a case that opens, moves or ends changes nothing of where it goes on. */
export function fixAudience(notice: Notice, version: number, cases: readonly string[]): Step {
  const { broadcast } = notice;
  if (broadcast?.state !== 'approved') return { events: [], state: notice };
  const parts: string[][] = [];
  for (let start = 0; start < cases.length && parts.length < PARTS; start += PART) {
    parts.push(cases.slice(start, start + PART));
  }
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  return {
    events: (parts.length > 0 ? parts : [[]]).map((part) => ({
      type: 'notice.audience',
      data: { version: broadcast.version, cases: part },
    })),
    state: {
      ...notice,
      broadcast: { ...broadcast, state: 'sending', size, parts: parts.map((_, index) => version + 1 + index) },
    },
  };
}

/** Where the nth case stands: seq of its event and place in it. */
export function placeOf({ parts = [] }: Broadcast, n: number): { seq: number; index: number } | undefined {
  const seq = parts[Math.floor(n / PART)];
  return seq === undefined ? undefined : { seq, index: n % PART };
}

/** The outcome for the cases `from` … `to` (exclusive). Whoever comes second with the same finds it done. */
export function recordProgress(
  notice: Notice,
  done: { version: number; from: number; to: number; queued: number; skipped: Partial<Record<string, number>> },
  now: string,
): Step {
  const { broadcast } = notice;
  if (broadcast?.version !== done.version || broadcast.at !== done.from || broadcast.state !== 'sending') {
    return { events: [], state: notice };
  }
  const skipped = { ...broadcast.skipped };
  for (const [why, count = 0] of Object.entries(done.skipped)) skipped[why] = (skipped[why] ?? 0) + count;
  const over = done.to >= (broadcast.size ?? 0);
  return step('notice.progress', done, {
    ...notice,
    broadcast: {
      ...broadcast,
      at: done.to,
      queued: broadcast.queued + done.queued,
      skipped,
      ...(over ? { state: 'done', endedAt: now } : {}),
    },
  });
}

export function isExpired({ content }: Pick<NoticeVersion, 'content'>, now: string): boolean {
  return content.expires !== undefined && content.expires <= now;
}

function faultIn(kind: NoticeKind, { onset, expires, area }: NoticeContent, now: string): Rejection | undefined {
  if (!expires && MUST_EXPIRE.includes(kind)) {
    return invalid('/expires', { ar: 'متى ينتهي العمل به؟', en: 'until when does it hold?' });
  }
  if (expires && (expires <= now || (onset !== undefined && onset >= expires))) {
    return invalid('/expires', { ar: 'ينتهي قبل أن يبدأ', en: 'it ends before it begins' });
  }
  if (area.polygon && area.polygon.length < 3) {
    return invalid('/area/polygon', { ar: 'المضلع ثلاث نقاط على الأقل', en: 'a polygon has three corners at least' });
  }
  return undefined;
}

function invalid(pointer: string, detail: Both): Rejection {
  return { rejected: 'validation', detail, pointer };
}

const SECOND: Rejection = {
  rejected: 'second-person-required',
  detail: { ar: 'يعتمده شخص غير من كتبه أو طلبه', en: 'somebody other than whoever wrote or asked for it approves it' },
};
const NOT_APPROVED: Rejection = {
  rejected: 'second-person-required',
  detail: { ar: 'لا نشر قبل اعتماد شخص ثان', en: 'nothing is published before a second person approved it' },
};
const CANCELLED: Rejection = {
  rejected: 'gone',
  detail: { ar: 'أُلغي هذا التنويه: اكتب تنويها جديدا', en: 'this notice was cancelled: write a new one' },
};
const EXPIRED: Rejection = {
  rejected: 'gone',
  detail: { ar: 'انتهى العمل بهذا التنويه', en: 'this notice has expired' },
};
const NOT_OUT: Rejection = {
  rejected: 'illegal-transition',
  detail: { ar: 'هذا التنويه غير منشور', en: 'this notice is not published' },
};
const NEWER: Rejection = {
  rejected: 'illegal-transition',
  detail: { ar: 'صدرت نسخة أحدث منذ طلب الإرسال', en: 'a newer version is out since the sending was asked for' },
};
const NO_BROADCAST: Rejection = {
  rejected: 'not-found',
  detail: { ar: 'لا يوجد إرسال ينتظر', en: 'no sending is waiting' },
};

function step(type: string, data: unknown, state: Notice): Step {
  return { events: [{ type, data }], state };
}
