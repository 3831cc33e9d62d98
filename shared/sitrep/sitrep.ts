import type { Rejection } from '../case/decide.ts';
import type { Both } from '../case/events.ts';
import type { Figure, Figures } from '../figures/figures.ts';
import type { FigureId } from '../figures/words.ts';
import type { StreamStep } from '../ledger/execute.ts';
import type { Head } from '../ledger/store.ts';
import type { StreamName } from '../ledger/stream.ts';

export type Kind = 'tactical' | 'ministerial';

export type Section = 'headline' | 'situation' | 'needs' | 'response' | 'gaps' | 'rumours' | 'room';

/** A named person with the role in which they sign. */
export interface Signature {
  id: string;
  name: string;
  role: string;
  at: string;
}

/** What a person sets in the header; the names are EDXL-SitRep's (domain.md e.1). */
export interface Header {
  reportPurpose: string;
  reportTitle: Both;
  incidentLifecyclePhase: 'Preparedness' | 'Response' | 'Mitigation' | 'Recovery';
  urgency: 'Immediate' | 'Expected' | 'Future' | 'Past' | 'Unknown';
  reportConfidence: 'HighlyConfident' | 'SomewhatConfident' | 'Unsure' | 'NoConfidence';
  severity: 'Extreme' | 'Severe' | 'Moderate' | 'Minor' | 'Unknown';
  reportingLocation?: string;
  actionPlan?: string;
  nextContact?: string;
}

/** One edition under a number: a draft until it is approved, and from then on as it is. */
export interface Edition {
  edition: number;
  state: 'draft' | 'issued';
  reportVersion: 'Initial' | 'Update' | 'Final';
  forTimePeriod: { from: string; to: string };
  /** The instant that its figures are true of. */
  dataAsOf: string;
  /** Seq of the event of this stream that holds its figures: too much to carry in the head. */
  figuresSeq: number;
  header: Header;
  sections: Partial<Record<Section, Both & { by: string; at: string }>>;
  preparedBy: Signature;
  authorizedBy?: Signature;
}

/** The head of stream `sitrep#<id>`. */
export interface SitRep {
  kind: Kind;
  number: number;
  crisis?: string;
  editions: Edition[];
}

/** What is counted for a report, kept in the ledger word for word. */
export type Counted = Pick<Figures, 'figures' | 'arrivals'>;

export const sitRepStream = (id: string): StreamName => `sitrep#${id}`;

/** `tactical-00012`: in order of number within a kind. */
export const sitRepId = (kind: Kind, number: number) => `${kind}-${String(number).padStart(5, '0')}`;

/** Part 7 of a report is for few (domain.md e.1). */
const ANNEX = 7;

/** What the minister's one page shows; the room and its agencies see every figure that belongs to a part of the report. */
const MINISTERIAL: readonly FigureId[] = [
  'cases_received',
  'people',
  'backlog',
  'open_by_country',
  'safety',
  'evacuation_funnel',
  'needs',
  'agencies',
  'escalation_reach',
  'annex',
  'first_response_median',
  'answered_within_target',
  'completion_rate',
];

/** The figures that a report of this kind holds. */
export function counted(kind: Kind, { figures, arrivals }: Figures): Counted {
  const belongs = ({ id, section }: Figure) =>
    section !== null && (kind === 'tactical' || MINISTERIAL.includes(id as FigureId));
  return { figures: figures.filter(belongs), arrivals };
}

/** Without the restricted annex. */
export function withoutAnnex(figures: readonly Figure[]): Figure[] {
  return figures.filter(({ section }) => section !== ANNEX);
}

export function editionOf({ editions }: SitRep, edition?: number): Edition | undefined {
  return edition === undefined ? editions.at(-1) : editions[edition - 1];
}

export interface Draft {
  forTimePeriod: Edition['forTimePeriod'];
  dataAsOf: string;
  header: Partial<Header>;
  preparedBy: Signature;
}

type Step = StreamStep<SitRep> | Rejection;

/** The first edition under a new number. */
export function draft(
  { kind, number, crisis }: Pick<SitRep, 'kind' | 'number' | 'crisis'>,
  input: Draft,
  numbers: Counted,
): StreamStep<SitRep> {
  const first = editionFrom(1, 'Initial', usualHeader(kind, number), input, 1);
  const state: SitRep = { kind, number, ...(crisis ? { crisis } : {}), editions: [first] };
  return { events: [{ type: 'sitrep.drafted', data: { kind, number, ...first, ...numbers } }], state };
}

/** A further edition; what the one before said about the situation stays to be revised. */
export function update(
  head: Head<SitRep>,
  reportVersion: 'Update' | 'Final',
  input: Omit<Draft, 'header'>,
  numbers: Counted,
): Step {
  const last = head.state.editions.at(-1)!;
  if (last.state === 'draft') return notNow('issue or finish the open draft first', 'المسودة المفتوحة أولا');
  if (last.reportVersion === 'Final') return notNow('the final edition has been issued', 'صدر التقرير الختامي');
  const next = {
    ...editionFrom(last.edition + 1, reportVersion, last.header, { ...input, header: {} }, head.version + 1),
    sections: last.sections,
  };
  return {
    events: [{ type: 'sitrep.updated', data: { ...next, ...numbers } }],
    state: { ...head.state, editions: [...head.state.editions, next] },
  };
}

/** What a person writes into a draft; every part keeps who wrote it last. */
export function write(
  head: Head<SitRep>,
  header: Partial<Header>,
  sections: Partial<Record<Section, Both>>,
  by: Signature,
): Step {
  const written = Object.fromEntries(
    Object.entries(sections).map(([name, text]) => [name, { ...text, by: by.name, at: by.at }]),
  );
  return changed(head, 'sitrep.written', { header, sections: written }, (edition) => ({
    ...edition,
    header: { ...edition.header, ...header },
    sections: { ...edition.sections, ...written },
  }));
}

/** The figures of the draft's instant, counted again because more of that instant has become known. */
export function recount(head: Head<SitRep>, numbers: Counted): Step {
  return changed(head, 'sitrep.recounted', numbers, (edition) => ({ ...edition, figuresSeq: head.version + 1 }));
}

/** Approved by a second person, and thereby issued (domain.md e.1). */
export function approve(head: Head<SitRep>, authorizedBy: Signature): Step {
  const { preparedBy } = head.state.editions.at(-1)!;
  if (preparedBy.id === authorizedBy.id) {
    return {
      rejected: 'second-person-required',
      detail: { ar: 'من أعد التقرير لا يعتمده بنفسه', en: 'whoever prepared the report does not approve it' },
    };
  }
  return changed(head, 'sitrep.issued', { authorizedBy }, (edition) => ({ ...edition, state: 'issued', authorizedBy }));
}

function changed(head: Head<SitRep>, type: string, data: object, change: (edition: Edition) => Edition): Step {
  const { editions } = head.state;
  const last = editions.at(-1)!;
  if (last.state === 'issued')
    return notNow('what is issued never changes: make an update', 'ما صدر لا يتغير: أصدر تحديثا');
  return {
    events: [{ type, data: { edition: last.edition, ...data } }],
    state: { ...head.state, editions: [...editions.slice(0, -1), change(last)] },
  };
}

function notNow(en: string, ar: string): Rejection {
  return { rejected: 'illegal-transition', detail: { ar, en } };
}

function editionFrom(
  edition: number,
  reportVersion: Edition['reportVersion'],
  usual: Header,
  { forTimePeriod, dataAsOf, header, preparedBy }: Draft,
  figuresSeq: number,
): Edition {
  return {
    edition,
    state: 'draft',
    reportVersion,
    forTimePeriod,
    dataAsOf,
    figuresSeq,
    header: { ...usual, ...header },
    sections: {},
    preparedBy,
  };
}

function usualHeader(kind: Kind, number: number): Header {
  return {
    reportPurpose: kind === 'tactical' ? 'Situation of the room and its agencies' : 'Situation for the minister',
    reportTitle:
      kind === 'tactical'
        ? { ar: `تقرير موقف ميداني رقم ${number}`, en: `Tactical situation report no. ${number}` }
        : { ar: `تقرير موقف للوزير رقم ${number}`, en: `Ministerial situation report no. ${number}` },
    incidentLifecyclePhase: 'Response',
    urgency: 'Unknown',
    reportConfidence: 'SomewhatConfident',
    severity: 'Unknown',
  };
}
