/**
 * The rules of domain.md c.4. Which of R01–R14 a message is about is weighed (weigh.ts); here stands what each of them
 * gives, what raises it (R15–R18), which contacts are without content (R19) and what is needed.
 */
import type { Category, NeedKind, Priority, RuleId } from '../case/vocabulary.ts';
import { book } from './book.ts';
import type { Facts } from './facts.ts';
import type { Hit } from './matcher.ts';
import { once } from './once.ts';
import { GIVES, type Kind, type Level } from './weigh.ts';
import type { Idea } from './words/index.ts';

/** «When unsure, the higher one»: P1 from this share on, which is far less than half. */
const UNSURE = 0.1;
/** R03 hides a case from most of the room, so weighing alone does not reach it: one of these must be said. */
const CAPTIVITY: readonly Idea[] = [
  'abduct',
  'forMore',
  'torture',
  'threat',
  'demand',
  'taken',
  'withhold',
  'exploit',
  'gangWord',
  'voiceOf',
  'closed',
];
/** Only spoken of by people in no danger (words/everyday.ts), or no danger at all. */
const everydayIdeas = once(() => new Set(book().everyday.split(' ')));
const isEveryday = (name: string): boolean =>
  /^(no|is|span):/.test(name) || everydayIdeas().has(name.replace('told:', ''));
/** Of whom such words are said. */
const SOMEBODY: readonly Idea[] = ['kin', 'mine', 'youth', 'child', 'persons', 'weAre', 'onUs', 'home'];
/**
 * A cry means what it says, in few words or with a call for help: too little is said beside it to be weighed. `of`: said of somebody.
 */
const CRIES: readonly { rule: RuleId; ideas: readonly Idea[]; of?: readonly Idea[] }[] = [
  { rule: 'R01', ideas: ['bleed', 'gunWound', 'limbLoss', 'breathless', 'faint', 'under', 'poison'] },
  { rule: 'R01', ideas: ['wound', 'burn', 'shelling', 'shooting', 'fire', 'collapse'], of: SOMEBODY },
  { rule: 'R03', ideas: ['abduct'], of: SOMEBODY },
  { rule: 'R04', ideas: ['lifeOut'] },
  { rule: 'R04', ideas: ['dialysis', 'insulin', 'oxygen'], of: ['lack'] },
  { rule: 'R06', ideas: ['suicide'] },
];
const CRY_WORDS = 14;
const FEW_WORDS = 4;
/** What makes of such words no cry. */
const NO_CRY: readonly Idea[] = ['fine', 'minor', 'longAgo', 'distant', 'vehicle', 'pet', 'passport', 'paper'];
/** A second rule is named beside the first from this share on. */
const BESIDE = 0.2;
const BATTERY_LOW = 10;

export interface Decision {
  priority: Priority;
  category: Category;
  /** The rules that fired with the places in the text that made them fire. */
  fired: Map<RuleId, Hit[]>;
}

/** Priority, category and rules from the shares of the kinds and everything that was said; `loud` are single words of danger. */
export function decide(
  f: Facts,
  said: ReadonlyMap<string, Hit[]>,
  all: readonly Kind[],
  loud: readonly Hit[] = [],
  unsure = UNSURE,
): Decision {
  const captive = CAPTIVITY.some((idea) => said.has(idea) || said.has(`told:${idea}`));
  const everyday = [...said.keys()].every(isEveryday);
  const kinds = all.filter(({ rule }) => (captive || rule !== 'R03') && !(everyday && GIVES[rule] === 1));
  const shares = [0, 0, 0, 0, 0];
  for (const k of kinds) shares[GIVES[k.rule]]! += k.share;
  let level = shares[1]! >= unsure ? 1 : shares.indexOf(Math.max(...shares.slice(2)), 2);
  const { over, rumour, press, drill, joke } = f.told;
  const crying = over || rumour || press || drill || joke ? [] : cries(f, said);
  if (crying.length > 0) level = 1;
  // R07: pregnant from the seventh month on, however calmly it is told.
  if (level > 2 && said.has('lateBirth')) level = 2;
  // «نحتاج ماء» says too little to be weighed: it is what it says.
  const wanting = crying.length === 0 && f.tokens.length <= FEW_WORDS ? asking(f) : [];
  if (wanting.length > 0) level = 2;
  // «مش محتاجين اكل ولا مية»: what is not needed is nothing.
  if (said.has('no:lack') && [...said.keys()].every((name) => /^(no|told):/.test(name))) level = 4;

  const inside = kinds.filter((k) => GIVES[k.rule] === level);
  const fired = new Map<RuleId, Hit[]>();
  for (const { rule, frame } of crying) fired.set(rule, said.get(frame)!);
  if (wanting.length > 0) fired.set('R08', wanting);
  for (const k of wanting.length > 0 ? [] : inside) {
    // «Information only» stands beside nothing.
    const counts = (k === inside[0] && fired.size === 0) || (k.share >= BESIDE && k.rule !== 'R14');
    if (counts && k.rule !== 'none' && k.rule !== 'soon' && !fired.has(k.rule))
      fired.set(k.rule, wordsFor(k, said, level === 1 ? loud : []));
  }
  const votes = new Map<Category, number>();
  const cried = crying.map(({ rule }) => rule as Kind['rule']);
  for (const k of kinds) {
    // What settled the rule settles the category; and whatever is urgent is more than a question.
    if (cried.length > 0 ? !cried.includes(k.rule) : level < 3 && (k.rule === 'R14' || k.rule === 'none')) continue;
    votes.set(k.category, (votes.get(k.category) ?? 0) + k.share);
  }
  let category = [...votes].sort((a, b) => b[1] - a[1])[0]![0];
  // Out of water because a driver left them: they are on the way, not at home.
  if (category === 'trapped_basic_needs' && said.has('dumped') && said.has('road')) category = 'stranded_in_transit';

  // A wrong number or an advertisement asks nothing of the room.
  if (level === 4 && category === 'other') fired.delete('R14');

  for (const [rule, hits, notAbove] of raising(f, said, fired)) {
    fired.set(rule, hits);
    if (level > notAbove) level -= 1;
  }
  return { priority: `P${level}` as Priority, category, fired };
}

/** Which rules a few words cry for, or more of them with a call for help («الحقونا … بتنزف»). */
function cries(f: Facts, said: ReadonlyMap<string, Hit[]>): { rule: RuleId; frame: Idea }[] {
  const few = f.tokens.length <= CRY_WORDS && !said.has('asked') && !NO_CRY.some((idea) => said.has(idea));
  if (!few && !said.has('help')) return [];
  return CRIES.flatMap(({ rule, ideas, of }) => {
    const frame = ideas.find((idea) => said.has(idea));
    return frame && (!of || of.some((idea) => said.has(idea))) ? [{ rule, frame }] : [];
  });
}

/** Where somebody asks for water or food. */
function asking(f: Facts): Hit[] {
  return (['water', 'food'] as const).filter((thing) => asksFor(f, thing)).flatMap((thing) => f.live(thing));
}

/** The places that speak for a kind, the strongest first; if none does by itself, whatever was said. */
function wordsFor(kind: Kind, said: ReadonlyMap<string, Hit[]>, loud: readonly Hit[]): Hit[] {
  const ideas = kind.because.flatMap((name) => said.get(name) ?? []);
  const hits = ideas.length < 2 ? [...ideas, ...loud] : ideas;
  return (hits.length > 0 ? hits : [...said.values()].flat()).slice(0, 6);
}

/** R15–R18 as far as they apply, with the priority above which they do not raise. */
function raising(
  f: Facts,
  said: ReadonlyMap<string, Hit[]>,
  fired: ReadonlyMap<RuleId, Hit[]>,
): [RuleId, Hit[], Level][] {
  const out: [RuleId, Hit[], Level][] = [];
  // Nothing raises a mere question; whoever complains again asks for more.
  if (fired.size === 0 || (fired.has('R14') && !said.has('complain'))) return out;
  const of = (name: string) => said.get(name) ?? said.get(`told:${name}`) ?? [];
  const low = f.numbers.percents.filter((p) => p.value < BATTERY_LOW).map((p) => ({ s: p.at, e: p.at, denied: false }));
  const aboutPhone = of('phone').length + of('flat').length > 0 || f.tokens.length < 40;
  const silence = [...of('batteryLow'), ...of('lastWords'), ...(aboutPhone ? low : [])];
  if (silence.length > 0) out.push(['R15', silence, 1]);
  if (fired.has('R12')) {
    if ((f.people.count ?? 0) > 4) out.push(['R16', [...of('weAre'), ...of('persons')].slice(0, 2), 2]);
    else if (f.people.infants || f.people.elderly || f.people.disabled)
      out.push(['R16', [...of('infant'), ...of('elderly'), ...of('disabled')].slice(0, 2), 2]);
  }
  const unanswered = said.get('no:respond') ?? [];
  if (fired.has('R08') && unanswered.length > 0 && of('kin').length > 0 && !said.has('silent<12'))
    out.push(['R17', unanswered, 1]);
  if (of('again').length > 0) out.push(['R18', of('again'), 2]);
  return out;
}

/** «محتاج مساعدة» and nothing else. */
const HELP = /^(ال)?مساعد[ةه]$|^help$|^m[ou]sa3da$/i;

/** R19: somebody reached out and said nothing that can be understood («؟», «الحقونا», a pin). */
export function isContentless(f: Facts): boolean {
  const plea = f.tokens.length <= 3 && (f.live('help').length > 0 || f.tokens.some(({ raw }) => HELP.test(raw)));
  const hello = f.tokens.length <= 2 && f.live('contactless').length === f.tokens.length;
  return plea || hello || f.tokens.every((t) => t.script === 'sym' || t.script === 'num');
}

/** What is needed, in the vocabulary of domain.md c.2. */
export function needsOf(f: Facts, fired: ReadonlyMap<RuleId, Hit[]>, category: Category): NeedKind[] {
  const needs = new Set<NeedKind>();
  const says = (...ideas: Idea[]) => ideas.some((i) => f.live(i).length > 0);
  const trapped = fired.has('R05') || fired.has('R08') || fired.has('R01') || fired.has('R04');
  if (says('waterOut') && (trapped || says('lack'))) needs.add('water');
  else if (asksFor(f, 'water')) needs.add('water');
  if (says('milkOut', 'diapers')) needs.add('baby_supplies');
  if ((trapped && says('foodOut')) || asksFor(f, 'food')) needs.add('food');
  if (trapped && says('powerOut')) needs.add('power');
  if (fired.has('R04') || (fired.has('R07') && says('cureOut')))
    needs.add(says('dialysis', 'oxygen') ? 'medical_care' : 'medicine');
  if (fired.has('R06')) needs.add('psychosocial');
  else if ((category === 'medical' || category === 'injury') && !needs.has('medicine')) needs.add('medical_care');
  if (category === 'trapped_basic_needs' && fired.has('R01')) needs.add('escort');
  if (category === 'unaccompanied_child') needs.add('escort').add('shelter');
  if (['abduction_ransom', 'detention_arrest', 'abuse_exploitation'].includes(category)) needs.add('legal');
  if (category === 'missing_person' || fired.has('R17')) needs.add('information');
  if (['evacuation_request', 'stranded_at_border'].includes(category) || (fired.has('R09') && !says('crew')))
    needs.add('evacuation_seat');
  if (category === 'death_remains') needs.add('body_repatriation');
  if (category === 'documents' || says('papersWithheld')) needs.add('document');
  if (category === 'student_affairs') needs.add(says('paper', 'certificate', 'notary') ? 'document' : 'information');
  if (fired.has('R14') && !says('thanks') && !f.told.over && !f.told.offer) needs.add('information');
  if (says('shelter')) needs.add('shelter');
  if (asksFor(f, 'cash')) needs.add('cash');
  return [...needs];
}

function asksFor(f: Facts, thing: Idea): boolean {
  return f.live('lack').some((l) => f.live(thing).some((t) => Math.abs(t.s - l.e) <= 4));
}
