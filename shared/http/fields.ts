import * as v from 'valibot';

/** Building blocks of the schemas: the same rules validate requests and are written into the OpenAPI document. */

/** Something said: not empty, not only blanks, at most `max` characters. */
export const text = (max: number) => v.pipe(v.string(), v.maxLength(max), v.regex(/\S/));

/** A reason or an account of what happened. */
export const reason = text(2_000);
/** A note or a call: a page of A4 in Arabic is about 3,000 characters. */
export const account = text(10_000);
/** WhatsApp takes no more in one message. */
export const messageText = text(4_096);
export const name = text(200);

/** A text in both languages of the room. */
export const both = (max: number) => v.strictObject({ ar: text(max), en: text(max) });

/** How a case is called: `K7M2-9QXF`. */
export const caseId = v.pipe(v.string(), v.regex(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/));
/** A part of a case: the case's id and the seq of the event that brought it into being. */
export const partId = v.pipe(v.string(), v.regex(/^[0-9A-Z]{4}-[0-9A-Z]{4}\.[1-9]\d{0,9}$/));
/** A contact, as the room names people: random, and never their number. */
export const contactId = v.pipe(v.string(), v.regex(/^c[0-9A-Z]{16}$/));
/** Place of an attachment in its message, from 0. */
export const place = v.pipe(v.string(), v.regex(/^(0|[1-9]\d{0,3})$/), v.transform(Number));
/** Agencies, crises: a word that can stand in an SNS topic's name. */
export const slug = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/));
/** A user name of the staff pool. */
export const staffId = v.pipe(v.string(), v.regex(/^[\w.@+-]{1,128}$/));
/** ISO 3166-1 alpha-2, as the rest of the room writes countries. */
export const country = v.pipe(v.string(), v.regex(/^[A-Z]{2}$/));
export const phone = v.pipe(v.string(), v.regex(/^\+?[0-9٠-٩۰-۹ ()./-]{5,30}$/));
export const language = v.pipe(v.string(), v.regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/));
export const quantity = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1_000_000));
export const latitude = v.pipe(v.number(), v.minValue(-90), v.maxValue(90));
export const longitude = v.pipe(v.number(), v.minValue(-180), v.maxValue(180));

const RFC3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** An instant with its zone; handed on in UTC with milliseconds, as everything in the room is. */
export const instant = v.pipe(
  v.string(),
  v.regex(RFC3339),
  v.check(isOnCalendar),
  v.transform((value) => new Date(value).toISOString()),
);

export const birthDate = v.pipe(
  v.string(),
  v.regex(/^(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/),
  v.check(isOnCalendar),
);

/** JavaScript reads the 30th of February as the 2nd of March. */
function isOnCalendar(value: string): boolean {
  const [year, month, day] = [value.slice(0, 4), value.slice(5, 7), value.slice(8, 10)].map(Number) as [
    number,
    number,
    number,
  ];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year < 2200 && date.getUTCMonth() === month - 1;
}

/** Query parameters are text: a whole number of at most `max`. */
export const count = (max: number) =>
  v.pipe(v.string(), v.regex(/^[1-9]\d{0,5}$/), v.transform(Number), v.maxValue(max));

/** `a,b,c` as a list. */
export const commaList = <S extends v.GenericSchema<string, string>>(item: S, max: number) =>
  v.pipe(
    v.string(),
    v.transform((value) => value.split(',')),
    v.array(item),
    v.maxLength(max),
  );

/** An opaque place in a list, as `next` gave it. */
export const cursor = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,2000}$/));
