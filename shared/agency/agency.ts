import * as v from 'valibot';
import { CATEGORIES, NEED_KINDS } from '../case/vocabulary.ts';
import { count, country, instant, language, name, reason, slug, text } from '../http/fields.ts';

/** How a contact of an agency is reached; SNS delivers all four. */
const CHANNELS = ['email', 'sms', 'https', 'sqs'] as const;
export type ContactChannel = (typeof CHANNELS)[number];

const ADDRESSES: Readonly<Record<ContactChannel, RegExp>> = {
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  sms: /^\+[1-9]\d{6,14}$/,
  https: /^https:\/\/[^\s]+$/,
  sqs: /^arn:aws[\w-]*:sqs:[\w-]+:\d{12}:[\w-]{1,80}$/,
};

/**
 * What an agency may see of a case beyond the alert itself, once it has proved who it is (the alert holds no personal data).
 * Names this room does not know are kept and open nothing.
 */
export type AgreementField = 'needs' | 'location' | 'persons' | 'medical' | 'contact';

const both = (max: number) => v.strictObject({ ar: text(max), en: text(max) });
const list = <S extends v.GenericSchema>(item: S, max: number) =>
  v.optional(v.pipe(v.array(item), v.maxLength(max)), []);

const contact = v.pipe(
  v.strictObject({ name: v.optional(name), channel: v.picklist(CHANNELS), address: text(500) }),
  v.forward(
    v.partialCheck([['channel'], ['address']], ({ channel, address }) => ADDRESSES[channel].test(address)),
    ['address'],
  ),
);

/** Body of `PUT /v1/agencies/{id}` (domain.md d.1). Tier n is the nth of the list; the first is told first. */
export const agencyBody = v.strictObject({
  name: both(200),
  kind: v.optional(slug, 'other'),
  country: v.optional(country),
  scope: v.optional(
    v.strictObject({
      countries: list(country, 250),
      categories: list(v.picklist(CATEGORIES), CATEGORIES.length),
      needs: list(v.picklist(NEED_KINDS), NEED_KINDS.length),
    }),
    {},
  ),
  parentId: v.optional(slug),
  tiers: v.pipe(
    v.array(v.strictObject({ role: both(200), contacts: list(contact, 20) })),
    v.minLength(1),
    v.maxLength(4),
  ),
  hours: v.optional(text(200), '24/7'),
  languages: v.optional(v.pipe(v.array(language), v.minLength(1), v.maxLength(10)), ['ar', 'en']),
  dataAgreement: v.optional(
    v.strictObject({
      allowedFields: v.pipe(v.array(slug), v.maxLength(50)),
      legalBasis: v.optional(reason),
      signedAt: v.optional(instant),
    }),
  ),
  /** How machines want their alerts: a CloudEvent unless they speak CAP 1.2. */
  standard: v.optional(v.picklist(['cloudevents', 'cap'])),
  active: v.optional(v.boolean(), true),
});

/** What an administrator decides about an agency. */
export type AgencyBody = v.InferOutput<typeof agencyBody>;

/** An agency as the directory holds it: the head of stream `agency#<id>`. */
export interface Agency extends AgencyBody {
  id: string;
  /** App client of its machine; its tokens name the agency by this (decisions.md 15). */
  clientId?: string;
}

/** Query of `GET /v1/agencies`. */
export const agenciesQuery = v.strictObject({ limit: v.optional(count(200)) });

const ROOM_RUNG = /^rung-t[1-4]$/;

/** A rung of the room's own ladder is kept in the directory beside the agencies; no case is escalated to it by hand. */
export function isRoomRung(id: string): boolean {
  return ROOM_RUNG.test(id);
}

/** Last part of its topic's name: `agency-<id>`, `rung-t1`. */
export function topicOf(id: string): string {
  return isRoomRung(id) ? id : `agency-${id}`;
}

/** One SNS subscription: an address is subscribed once, for all tiers that name it. */
export interface Subscription {
  protocol: ContactChannel;
  endpoint: string;
  /** Values of the attribute `tier` that reach it. */
  tiers: string[];
}

/**
 * Subscriptions that an agency's contacts amount to (decisions.md 11). A machine's queue gets every tier: it sorts them itself. A rung of
 * the room has one tier, its own number.
 */
export function subscriptionsOf({ id, tiers }: Pick<Agency, 'id' | 'tiers'>): Subscription[] {
  const tierValue = (index: number) => (isRoomRung(id) ? id.slice(-1) : String(index + 1));
  const all = tiers.map((_, index) => tierValue(index));
  const found = new Map<string, Subscription>();
  for (const [index, { contacts }] of tiers.entries()) {
    for (const { channel, address } of contacts) {
      const key = `${channel} ${address}`;
      const known = found.get(key) ?? { protocol: channel, endpoint: address, tiers: [] };
      const mine = channel === 'sqs' ? all : [...new Set([...known.tiers, tierValue(index)])];
      found.set(key, { ...known, tiers: mine });
    }
  }
  return [...found.values()];
}

/** Whether the agency's data agreement opens this of a case. */
export function permits(agency: Pick<Agency, 'dataAgreement'>, field: AgreementField): boolean {
  return agency.dataAgreement?.allowedFields.includes(field) ?? false;
}
