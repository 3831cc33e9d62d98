import type { CaseEvent } from '../case/events.ts';

/**
 * Every append-only stream has one writer, one chain, one marker (decisions.md 3): cases, agencies, crises, policies, the
 * room's own days. Named `<kind>#<id>`; the name is the ledger's partition key.
 */
export type StreamName =
  `${'case' | 'agency' | 'crisis' | 'handover' | 'notice' | 'rumour' | 'policy' | 'room' | 'access' | 'standing' | 'reconciliation' | 'contact' | 'shift' | 'sitrep'}#${string}`;

export const caseStream = (id: string): StreamName => `case#${id}`;

/** An event of any stream before the writer seals it. Events of cases are the typed ones of `shared/case/events.ts`. */
export interface StreamEvent {
  seq: number;
  type: string;
  at: string;
  actor: CaseEvent['actor'];
  policy: number;
  data: unknown;
}

/**
 * An event as it lies in the ledger. Once redacted the salt is gone and `data` is what the event of seq `redactedBy` says is left; the hash of
 * what it was stays (decisions.md 16).
 */
export interface StoredEvent extends StreamEvent {
  /** The case's id; for other streams the stream's name. */
  case: string;
  salt?: string;
  dataHash: string;
  prevHash: string;
  hash: string;
  schema: number;
  redactedBy?: string;
}

/** Where the head of a stream lies in the cases table. */
export function headKey(stream: StreamName): { pk: string; sk: string } {
  const shelf = SHELVES[stream.slice(0, stream.indexOf('#'))];
  return shelf ? { pk: shelf, sk: idOf(stream) } : { pk: stream, sk: 'head' };
}

/** What comes after the kind in a stream's name. */
export const idOf = (stream: StreamName) => stream.slice(stream.indexOf('#') + 1);

/** Kinds few enough to lie in one partition, so that a list of them is one query. */
const SHELVES: Record<string, string> = {
  agency: 'agencies',
  crisis: 'crises',
  policy: 'policies',
  standing: 'standings',
  reconciliation: 'reconciliations',
  rumour: 'rumours',
  notice: 'notices',
  shift: 'shifts',
  handover: 'handovers',
  sitrep: 'sitreps',
};

/** Kinds that `Store.list` can list. */
export type ShelfKind =
  | 'agency'
  | 'crisis'
  | 'policy'
  | 'standing'
  | 'reconciliation'
  | 'rumour'
  | 'notice'
  | 'shift'
  | 'handover'
  | 'sitrep';

export const shelfOf = (kind: ShelfKind) => headKey(`${kind}#`).pk;

/** What an event calls the stream it belongs to: the id of a case, or the name of any other stream. */
export const eventSubject = (stream: StreamName) => (stream.startsWith('case#') ? stream.slice(5) : stream);

/** Sort key of an event: fixed width, so that text order is number order. */
export const eventKey = (seq: number) => String(seq).padStart(10, '0');
