import * as v from 'valibot';

/** What the figures and the situation reports answer (`answers.ts` holds all of them together). */
const text = v.string();
const instant = v.pipe(v.string(), v.isoTimestamp());
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const both = v.strictObject({ ar: text, en: text });
const counts = v.record(text, whole);

/** One row of a figure: what it is for one priority, agency, language, hour of age. */
const line = v.strictObject({
  /** What the row stands for: `priority`, `agency`, `language`, … */
  dimension: text,
  key: text,
  n: whole,
  value: v.nullable(v.number()),
  counts,
});

/** A number with what it counts, out of how many, and its definition beside it (domain.md e.3). */
const figure = v.strictObject({
  id: text,
  /** Part of a situation report that it belongs to (e.1). */
  section: v.nullable(whole),
  name: both,
  definition: both,
  unit: v.picklist(['seconds', 'share', 'count', 'ratio']),
  n: whole,
  /** Null where nothing can be said: no cases, or too many still open for a median. */
  value: v.nullable(v.number()),
  /** What the number is made of: `met`, `breached`, `pending`, `unanswered`, … */
  counts,
  histogram: v.optional(v.array(v.strictObject({ le: v.nullable(whole), n: whole }))),
  lines: v.array(line),
});

const arrivals = v.array(v.strictObject({ hour: instant, cases: whole, reports: whole }));

const metrics = v.strictObject({
  from: instant,
  to: instant,
  /** The instant that all of it is true of. */
  asOf: instant,
  crisis: v.nullable(text),
  by: v.nullable(text),
  /** Cases received in the period. */
  cases: whole,
  figures: v.array(figure),
  /** Every hour of the period, UTC. */
  arrivals,
});

const signature = v.strictObject({ id: text, name: text, role: text, at: instant });
const section = v.strictObject({ ar: text, en: text, by: text, at: instant });

/** Header names of EDXL-SitRep 1.0 (domain.md e.1). */
const sitRepHeader = v.strictObject({
  messageID: text,
  preparedBy: signature,
  authorizedBy: v.nullable(signature),
  reportPurpose: text,
  reportNumber: whole,
  reportVersion: v.picklist(['Initial', 'Update', 'Final']),
  forTimePeriod: v.strictObject({ from: instant, to: instant }),
  reportTitle: both,
  incidentID: v.nullable(text),
  incidentLifecyclePhase: v.picklist(['Preparedness', 'Response', 'Mitigation', 'Recovery']),
  originatingMessageID: text,
  precedingMessageID: v.nullable(text),
  urgency: v.picklist(['Immediate', 'Expected', 'Future', 'Past', 'Unknown']),
  reportConfidence: v.picklist(['HighlyConfident', 'SomewhatConfident', 'Unsure', 'NoConfidence']),
  severity: v.picklist(['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown']),
  reportingLocation: v.nullable(text),
  actionPlan: v.nullable(text),
  nextContact: v.nullable(instant),
});

const sitRep = v.strictObject({
  id: text,
  version: whole,
  kind: v.picklist(['tactical', 'ministerial']),
  /** 1 is the first one issued under this number; updates count on. */
  edition: whole,
  editions: whole,
  state: v.picklist(['draft', 'issued']),
  dataAsOf: instant,
  header: sitRepHeader,
  sections: v.record(text, section),
  figures: v.array(figure),
  arrivals,
  /** Whether the restricted annex (part 7) is in `figures`. */
  annex: v.boolean(),
  /** Routes that the caller may use on it now. */
  allowed: v.array(text),
});

const sitRepRow = v.strictObject({
  id: text,
  kind: v.picklist(['tactical', 'ministerial']),
  reportNumber: whole,
  reportVersion: v.picklist(['Initial', 'Update', 'Final']),
  state: v.picklist(['draft', 'issued']),
  reportTitle: both,
  incidentID: v.nullable(text),
  forTimePeriod: v.strictObject({ from: instant, to: instant }),
  dataAsOf: instant,
  authorizedBy: v.nullable(signature),
});

export const FIGURE_ANSWERS = {
  Metrics: metrics,
  Rebuilt: v.strictObject({ cases: whole, next: v.nullable(text) }),
  SitRep: sitRep,
  SitRepRow: sitRepRow,
  SitRepFile: v.strictObject({ url: text, expiresAt: instant }),
} as const;
