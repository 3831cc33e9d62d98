/**
 * A first suggestion for a message: how urgent, of what kind, what is needed, and the words and rules that led there.
 * It may raise a case and never lowers one; staff decide (domain.md c.4). No I/O, no clock, no randomness.
 */
import {
  type Category,
  moreSevere,
  type NeedKind,
  PRIORITIES,
  type Priority,
  type RuleId,
} from '../case/vocabulary.ts';
import { readFacts } from './facts.ts';
import type { Hit } from './matcher.ts';
import { findPlace, type Place } from './places.ts';
import { categoryOf, isObscure, needsOf, RULES, UNSURE } from './rules.ts';
import { RULE_TEXTS } from './texts.ts';

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

/** Kinds that bring no words to read: somebody reached out and could not say why. */
const WORDLESS = new Set([
  'audio',
  'location',
  'call',
  'contacts',
  'unsupported',
  'image',
  'video',
  'sticker',
  'document',
]);
/** Kinds that ask for nothing by themselves. */
const SILENT = new Set(['reaction', 'revoke', 'system', 'edit', 'interactive']);

/** Reads `text` and suggests. Never throws; about 0.2 ms for a usual message. */
export function suggest(text: string, context: Context = {}): Suggestion {
  const f = readFacts(text);
  const fired = new Set<RuleId>();
  const reasons: Reason[] = [];
  const fire = (rule: RuleId, hits: Hit[], said = RULE_TEXTS[rule]) => {
    fired.add(rule);
    reasons.push({ rule, words: wordsOf(hits, f.tokens), text: said });
  };

  const place = findPlace(f.tokens, f.lang === 'ar-Latn', context.country);
  const base = { people: { ...pick(f.people) }, lang: f.lang, ...(place === undefined ? {} : { place }) };
  const cheer =
    f.tokens.length > 0 &&
    f.tokens.every((t) => t.script === 'sym') &&
    f.live('help').length + f.live('alarm').length === 0;
  const wordless =
    f.tokens.every((t) => t.script === 'sym' || t.script === 'num') &&
    !f.tokens.some((t) => t.script === 'sym' && f.live('fire').length > 0);
  const plea = f.tokens.length <= 3 && f.live('help').length > 0;
  const hello = f.tokens.length === 0 || (f.tokens.length <= 2 && f.live('contactless').length === f.tokens.length);

  let priority: Priority = 'P4';
  const spam = f.told.advert || f.told.wrongNumber || f.told.test;
  const distant = f.live('distant').length > 0 && f.live('help').length === 0;
  for (const rule of RULES) {
    if (rule.gives === 'raise' || rule.gives === 'raise to P2') continue;
    if (cheer && rule.id !== 'R14') continue;
    if (!cheer && (wordless || plea || hello)) break;
    const grave = fired.size > 0;
    if (spam && !grave && ['R12', 'R13', 'R14', 'R07', 'R08', 'R09', 'R11'].includes(rule.id)) continue;
    if (f.told.advert && !grave && !['R01', 'R03', 'R05'].includes(rule.id)) continue;
    if (distant && ['R01', 'R02', 'R03', 'R05', 'R07', 'R08', 'R09', 'R10', 'R11'].includes(rule.id)) continue;
    if (
      f.told.wrongNumber &&
      rule.id === 'R01' &&
      f.live('armed').length + f.live('shelling').length + f.live('medSign').length === 0
    )
      continue;
    const hits = rule.when(f, fired);
    if (hits === undefined) continue;
    fire(rule.id, hits);
    if (moreSevere(rule.gives, priority)) priority = rule.gives;
  }
  const unsure = wordless || plea || hello || cheer || spam || distant ? undefined : UNSURE.when(f, fired);
  if (unsure !== undefined) {
    for (const lower of ['R13', 'R14'] as const) fired.delete(lower);
    reasons.length = 0;
    fire('R01', unsure, UNSURE.text);
    priority = 'P1';
  }
  // Neither understood nor a question, an answer or good news: somebody should look, and call back.
  const obscure = unsure === undefined && isObscure(f, fired) && !wordless && !cheer && !spam && !distant;
  if (obscure) {
    fired.delete('R14');
    reasons.length = 0;
  }
  const category = categoryOf(f, fired, spam);
  if (fired.size === 0 && !spam && !obscure && category === 'missing_person') priority = 'P3';
  if (
    fired.size === 0 &&
    !spam &&
    (obscure ||
      plea ||
      ((wordless || hello) && (WORDLESS.has(context.kind ?? 'text') || !SILENT.has(context.kind ?? 'text'))))
  ) {
    fire('R19', f.live('help'), RULE_TEXTS.R19);
    priority = 'P2';
  }
  if (!spam) {
    for (const rule of RULES) {
      if (rule.gives !== 'raise' && rule.gives !== 'raise to P2') continue;
      const hits = fired.size === 0 ? undefined : rule.when(f, fired);
      if (hits === undefined) continue;
      const raised = PRIORITIES[Math.max(0, PRIORITIES.indexOf(priority) - 1)]!;
      if (rule.gives === 'raise to P2' && moreSevere(raised, 'P2')) continue;
      fire(rule.id, hits);
      priority = raised;
    }
  }
  const final = fired.has('R19') ? 'other' : category;
  return {
    priority,
    category: final,
    needs: fired.has('R19') ? [] : needsOf(f, fired, final),
    rules: [...fired],
    reasons,
    ...base,
    provisional: ['R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R19'].some((r) => fired.has(r as RuleId)),
  };
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

function pick(p: { count?: number; minors?: number }): { count?: number; minors?: number } {
  return {
    ...(p.count === undefined ? {} : { count: p.count }),
    ...(p.minors === undefined ? {} : { minors: p.minors }),
  };
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
