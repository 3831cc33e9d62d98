import { isDeepStrictEqual } from 'node:util';
import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { agencyKeys } from '../board/keys.ts';
import { movedReach } from '../case/reach.ts';
import { type CaseState, type Escalation, OPEN_ESCALATION_STATES } from '../case/state.ts';
import { keyPart } from '../channels/marker.ts';
import { headItem } from './head.ts';
import { SEEN_SECONDS } from './idempotency.ts';
import { toItem } from './item.ts';
import { senderKey } from './senders.ts';
import type { CaseChange, Change, Extras, Marker, Memory, PointerMove } from './store.ts';
import { caseStream, eventKey, headKey, type StoredEvent, type StreamName } from './stream.ts';

export interface Tables {
  cases: string;
  ledger: string;
}

/** Why an item of the transaction was put there, so that a refusal can be understood. */
export type Purpose = 'head' | 'event' | 'marker' | 'pointer' | 'rider';

export interface Planned {
  purpose: Purpose;
  write: TransactWriteItem;
}

export const streamOf = (change: Change): StreamName =>
  change.kind === 'case' ? caseStream(change.after.id) : change.stream;

/** Attributes of marker items beside their key. */
export interface MarkerItem extends Omit<Memory, 'rejection'> {
  /** JSON text: what was said to the person, to be said again. */
  rejection?: string;
  ttl: number;
}

/** One stream's part of the transaction: its head on condition of the version read, and its sealed events. */
export function planChange(tables: Tables, change: Change, sealed: readonly StoredEvent[]): Planned[] {
  const stream = streamOf(change);
  const last = sealed.at(-1);
  if (!last) throw new Error('a change has at least one event');
  const version = change.kind === 'case' ? change.before?.state.version : change.before?.version;
  const item =
    change.kind === 'case'
      ? headItem({ state: change.after, hash: last.hash }, change.instants)
      : toItem({
          ...headKey(stream),
          version: last.seq,
          hash: last.hash,
          schema: 1,
          state: change.after,
        });
  const condition =
    version === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#version = :read',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: toItem({ ':read': version }),
        };
  return [
    put('head', tables.cases, item, condition),
    ...sealed.map(({ case: _named, ...event }) =>
      put('event', tables.ledger, toItem({ pk: stream, sk: eventKey(event.seq), ...event }), ABSENT),
    ),
    ...(change.kind === 'case'
      ? changedEscalations(change).map((alert) => put('rider', tables.cases, toItem(alertItem(change.after.id, alert))))
      : []),
    ...(change.kind === 'case' ? planGroup(tables, change.before?.state, change.after) : []),
    ...(change.kind === 'case'
      ? change.events
          .filter(({ type }) => type === 'data.redacted')
          .map(({ seq }) => put('rider', tables.cases, toItem({ pk: REDACTIONS, sk: `${change.after.id}.${seq}` })))
      : []),
    ...(change.kind === 'case'
      ? movedReach(change.before?.state, change.after).map(({ broadcast, messageId, stage }) =>
          put('rider', tables.cases, toItem({ pk: reachKey(broadcast), sk: messageId, stage })),
        )
      : []),
  ];
}

export function planExtras(
  tables: Tables,
  extras: Extras,
  first: { stream: StreamName; seq: number },
  seconds: number,
) {
  const planned: Planned[] = (extras.pointers ?? []).map((move) => planPointer(tables, move));
  if (extras.marker) {
    const item = toItem(markerItem(extras.marker, first, seconds));
    planned.push(
      put('marker', tables.cases, item, {
        ...freeMarker(seconds),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
  }
  for (const { channel, account, providerMessageId, ...found } of extras.outgoing ?? []) {
    const pk = outgoingKey(channel, account, providerMessageId);
    // A provider's id may hold the number it was sent to: it goes when nobody tells of that message any more.
    planned.push(put('rider', tables.cases, toItem({ pk, sk: '-', ttl: seconds + SEEN_SECONDS, ...found })));
  }
  for (const marker of extras.told ?? []) {
    planned.push(put('rider', tables.cases, toItem(markerItem(marker, first, seconds))));
  }
  for (const { phone, contactId, case: id } of extras.matches ?? []) {
    planned.push(put('rider', tables.cases, toItem({ pk: `match#${phone}`, sk: contactId, contactId, case: id })));
  }
  for (const { hash, expiresAt, ...bound } of extras.links ?? []) {
    planned.push(put('rider', tables.cases, toItem({ pk: `link#${hash}`, sk: '-', ttl: expiresAt, ...bound })));
  }
  return planned;
}

/** A marker counts until its time is over; DynamoDB removes it up to two days later. */
export const freeMarker = (seconds: number) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR #ttl < :now',
  ExpressionAttributeNames: { '#ttl': 'ttl' },
  ExpressionAttributeValues: toItem({ ':now': seconds }),
});

export function markerItem(
  marker: Marker,
  memory: Partial<Memory>,
  seconds: number,
): MarkerItem & { pk: string; sk: string } {
  const { rejection, ...rest } = memory;
  return {
    pk: marker.key,
    sk: '-',
    ttl: seconds + marker.seconds,
    status: marker.status ?? 200,
    ...(marker.request ? { request: marker.request } : {}),
    ...rest,
    ...(rejection ? { rejection: JSON.stringify(rejection) } : {}),
  };
}

/** Decisions to forget that nobody has carried out yet (`redact`). */
export const REDACTIONS = 'redactions';

/** How far the messages of one public notice have come, one row each. */
export const reachKey = (broadcast: string) => `reach#${broadcast}`;

export const outgoingKey = (channel: string, account: string, providerMessageId: string) =>
  `out#${channel}#${keyPart(account)}#${keyPart(providerMessageId)}`;

const ABSENT = { ConditionExpression: 'attribute_not_exists(pk)' };

function planPointer(tables: Tables, { sender, was, to }: PointerMove): Planned {
  const item = toItem({ pk: senderKey(sender), sk: '-', ...to });
  if (!was || was.forgotten) {
    return put('pointer', tables.cases, item, {
      ConditionExpression: 'attribute_not_exists(#case)',
      ExpressionAttributeNames: { '#case': 'case' },
    });
  }
  return put('pointer', tables.cases, item, {
    ConditionExpression: '#case = :was',
    ExpressionAttributeNames: { '#case': 'case' },
    ExpressionAttributeValues: toItem({ ':was': was.case }),
  });
}

/** The rows by which a group of near-identical cases is counted and listed; whoever left it stays as somebody who left. */
function planGroup(tables: Tables, before: CaseState | undefined, after: CaseState): Planned[] {
  if (before?.similar === after.similar) return [];
  const row = (group: string | undefined, left: boolean) =>
    group ? [put('rider', tables.cases, toItem({ pk: groupKey(group), sk: after.id, ...(left ? { left } : {}) }))] : [];
  return [...row(before?.similar, true), ...row(after.similar, false)];
}

export const groupKey = (group: string) => `storm#${group}`;

/** What is forgotten of an escalation moves no revision: after a redaction all of them are compared. */
function changedEscalations({ before, after, events }: CaseChange): Escalation[] {
  const known = new Map(before?.state.escalations.map((escalation) => [escalation.alertId, escalation]));
  const redacts = events.some(({ type }) => type === 'data.redacted');
  return after.escalations.filter((escalation) => {
    const was = known.get(escalation.alertId);
    return was?.revision !== escalation.revision || (redacts && !isDeepStrictEqual(was, escalation));
  });
}

function alertItem(caseId: string, alert: Escalation) {
  return {
    pk: caseStream(caseId),
    sk: `esc#${alert.alertId}`,
    ...agencyKeys(alert.agency, alert, OPEN_ESCALATION_STATES.includes(alert.state)),
    case: caseId,
    alert,
  };
}

function put(
  purpose: Purpose,
  table: string,
  item: ReturnType<typeof toItem>,
  condition: Partial<NonNullable<TransactWriteItem['Put']>> = {},
): Planned {
  return {
    purpose,
    write: { Put: { TableName: table, Item: item, ...condition } },
  };
}
