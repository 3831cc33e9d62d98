/**
 * A first suggestion for a message: how urgent, of what kind, what is needed, and the words and rules that led there.
 * It may raise a case and never lowers one; staff decide (domain.md c.4). No I/O, no clock, no randomness.
 */
import { type Category, moreSevere, type NeedKind, type Priority, type RuleId } from '../case/vocabulary.ts';
import { book } from './book.ts';
import { evidence } from './evidence.ts';
import { type Facts, readFacts } from './facts.ts';
import type { Hit } from './matcher.ts';
import { once } from './once.ts';
import { findPlace, type Place } from './places.ts';
import { decide, isContentless, needsOf } from './rules.ts';
import { RULE_TEXTS } from './texts.ts';
import { lean, listen, piecesOf, readHeard, readWeights, weigh } from './weigh.ts';

export interface Reason {
  rule: RuleId;
  /** The words of the message that made the rule fire, as written. */
  words: string[];
  text: { ar: string; en: string };
}

export interface Suggestion {
  priority: Priority;
  category: Category;
  needs: NeedKind[];
  rules: RuleId[];
  reasons: Reason[];
  /** Only what the text gives. */
  people: { count?: number; minors?: number };
  place?: Place;
  /** BCP 47: `ar`, `ar-EG`, `ar-SD`, `ar-LB`, `ar-Latn`, `en`, `und`. */
  lang: string;
  /** R01–R06 and R19 act at once and wait for a person to confirm. */
  provisional: boolean;
}

export interface Context {
  channel?: string;
  /** ISO 3166-1 alpha-2 of the crisis or of the sender's number. */
  country?: string;
  /** Message kind; one without words (a pin, a missed call, a voice note) is R19. */
  kind?: string;
}

/** Kinds that ask for nothing by themselves. */
const SILENT = new Set(['reaction', 'revoke', 'system', 'edit', 'interactive']);
/** Rules that act at once and wait for a person to confirm. */
const PROVISIONAL: readonly RuleId[] = ['R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R19'];

const heard = once(() => readHeard(book().heard));
const table = once(() => readWeights(book().points));

/** Reads `text` and suggests. Never throws; well under a millisecond for a usual message. */
export function suggest(text: string, context: Context = {}): Suggestion {
  const f = readFacts(text);
  const place = findPlace(f.tokens, f.lang === 'ar-Latn', context.country);
  const said = evidence(f);
  if (isContentless(f)) {
    const fire = f.live('fire');
    if (fire.length > 0 && f.live('help').length > 0)
      return answer('P1', 'trapped_basic_needs', new Map([['R01', fire]]));
    const cheer = f.tokens.length > 0 && f.live('help').length === 0 && f.tokens.every((t) => t.script === 'sym');
    if (cheer) return answer('P4', 'information', new Map([['R14', []]]));
    if (SILENT.has(context.kind ?? 'text')) return answer('P4', 'other', new Map());
    return answer('P2', 'other', new Map([['R19', f.live('help')]]));
  }
  const single = listen(piecesOf(said.keys(), f.tokens, f.lang === 'ar-Latn'), heard());
  const kinds = lean(weigh([...said.keys()], table()), single.shares);
  const { priority, category, fired } = decide(f, said, kinds, single.hits);
  return answer(priority, category, fired);

  function answer(priority: Priority, category: Category, fired: ReadonlyMap<RuleId, Hit[]>): Suggestion {
    return {
      priority,
      category,
      needs: fired.has('R19') ? [] : needsOf(f, fired, category),
      rules: [...fired.keys()],
      reasons: [...fired].map(([rule, hits]) => ({ rule, words: wordsOf(hits, f.tokens), text: RULE_TEXTS[rule] })),
      people: peopleOf(f, fired),
      ...(place === undefined ? {} : { place }),
      lang: f.lang,
      provisional: PROVISIONAL.some((r) => fired.has(r)),
    };
  }
}

/** Another reader of the same text, for example a model; it may only raise. None is built in. */
export type SecondOpinion = (text: string, context?: Context) => Promise<Suggestion>;

/** The graver of two suggestions, with the reasons and needs of both. */
export function raise(a: Suggestion, b: Suggestion): Suggestion {
  if (!moreSevere(b.priority, a.priority)) return a;
  return {
    ...a,
    priority: b.priority,
    category: b.category,
    needs: [...new Set([...a.needs, ...b.needs])],
    rules: [...new Set([...a.rules, ...b.rules])],
    reasons: [...a.reasons, ...b.reasons],
    provisional: a.provisional || b.provisional,
  };
}

/** As far as the text says; a case that names nobody else is about one person. */
function peopleOf(f: Facts, fired: ReadonlyMap<RuleId, Hit[]>): Suggestion['people'] {
  const { minors } = f.people;
  const about = fired.size > 0 && !fired.has('R14') && !fired.has('R19');
  const count = f.people.count ?? (about && f.said('weAre').length === 0 ? 1 : undefined);
  return { ...(count === undefined ? {} : { count }), ...(minors === undefined ? {} : { minors }) };
}

function wordsOf(hits: Hit[], tokens: { raw: string }[]): string[] {
  const out = new Set<string>();
  for (const h of hits) {
    out.add(
      tokens
        .slice(h.s, Math.min(h.e, h.s + 8) + 1)
        .map((t) => t.raw)
        .join(' '),
    );
  }
  return [...out].slice(0, 5);
}
