/**
 * The priority rules of domain.md c.4, one row each, in the order of the table. `when` reads the facts of a message and
 * returns the places in the text that made the rule fire, or nothing. R12–R14 speak only when nothing graver does;
 * R15–R18 raise what the others found.
 */
import type { Category, NeedKind, Priority, RuleId } from '../case/vocabulary.ts';
import type { Facts } from './facts.ts';
import type { Hit } from './matcher.ts';
import type { Idea } from './words/index.ts';

export interface Rule {
  id: RuleId;
  /** A priority of its own, or what it adds to the others'. What it says to people stands in texts.ts. */
  gives: Priority | 'raise' | 'raise to P2';
  when(f: Facts, fired: ReadonlySet<RuleId>): Hit[] | undefined;
}

const DAY = 24;
const hits = (list: Hit[]) => (list.length > 0 ? list : undefined);
const first = (f: Facts, ...ideas: Idea[]) => {
  const found: Hit[] = [];
  for (const idea of ideas) found.push(...f.live(idea).slice(0, 2));
  return found;
};

/** Wounds and illness that the text itself calls settled. */
function calm(f: Facts, of: Hit[]): boolean {
  return f.near(of, f.said('stable'), 14) || f.near(of, f.denied('bleed'), 14);
}

/** «اتصابت عربيتنا»: the thing hurt is a car. */
function onlyVehicle(f: Facts, of: Hit[]): boolean {
  const cars = f.said('vehicle');
  return of.every((h) => cars.some((c) => (c.s > h.e && c.s - h.e <= 2) || (c.e < h.s && h.s - c.e <= 1)));
}

/** Immediate danger to life: R01. */
function danger(f: Facts): Hit[] {
  const out = (['hitHome', 'collapse', 'armedInside', 'cutOff', 'sinking'] as const).flatMap((idea) => f.ongoing(idea));
  const fire = f.ongoing('fire').filter((h) => !f.told.advert || f.tokens[h.s]!.script !== 'sym');
  if (f.said('extinguished').length === 0) out.push(...fire);
  if (f.denied('fire').length === 0 && f.said('fine').length === 0) out.push(...f.ongoing('smokeHere'));
  // «مات بسكتة قلبية»: the cause of a death is not a patient.
  const med = f.ongoing('medSign').filter((h) => !f.near([h], f.said('dead'), 4));
  if (med.length > 0) out.push(...med);
  const bleeding = f.live('bleedingNow');
  if (bleeding.length > 0 && !f.near(bleeding, f.said('bleedStopped'), 6)) out.push(...bleeding);
  const shot = f.live('gunWound');
  if (shot.length > 0 && !calm(f, shot)) out.push(...shot);
  const crash = f.live('crash');
  const hurt = f.live('hurt').filter((h) => !onlyVehicle(f, [h]));
  if (crash.length > 0 && hurt.length > 0 && !calm(f, hurt)) out.push(...crash);
  const urgent = [...f.live('ambulance'), ...f.live('help'), ...f.live('severe')];
  if (hurt.length > 0 && !calm(f, hurt) && (f.near(hurt, urgent, 10) || f.near(hurt, f.live('vitalPart'), 4)))
    out.push(...hurt);
  if (
    f.live('ambulance').length > 0 &&
    !f.told.offer &&
    (f.live('help').length > 0 || f.live('ill').length > 0 || f.live('severe').length > 0)
  ) {
    out.push(...f.live('ambulance'));
  }
  if (f.live('hiding').length > 0 && (f.live('armed').length > 0 || f.live('shelling').length > 0))
    out.push(...f.live('hiding'));
  return out;
}

const TENSION: readonly Idea[] = [
  'tViolence',
  'tVoice',
  'tBody',
  'tIll',
  'tPlace',
  'tHold',
  'tChild',
  'tNow',
  'tCannot',
  'tSupply',
  'tFarewell',
  'tDemand',
];

/**
 * When unsure, the higher one: a message that no rule understands, that asks nothing, thanks nobody and reports no
 * good news. One kind of words of distress is enough then; beside papers, questions or good news it takes four.
 */
function unease(f: Facts, beside: boolean): Hit[] {
  if (Object.values(f.told).some(Boolean)) return [];
  const kinds = TENSION.map((idea) => f.live(idea)).filter((h) => h.length > 0);
  if (beside) return kinds.length >= 4 ? kinds.flat() : [];
  const denied =
    f.denied('shelling').length +
      f.denied('fire').length +
      f.denied('hurt').length +
      f.denied('abduct').length +
      f.denied('dead').length >
    0;
  const settled =
    f.tokens.some((t) => t.asked) ||
    f.said('thanks').length > 0 ||
    f.live('fine').length > 0 ||
    f.said('office').length > 0 ||
    (f.said('hearsay').length > 0 && f.said('kin').length === 0);
  if (settled || denied) return kinds.length >= 4 ? kinds.flat() : [];
  if (kinds.length >= 2) return kinds.flat();
  if (f.said('ask').length > 0 || f.said('suggestion').length > 0 || f.tokens.length < 4) return [];
  const about = [
    ...f.live('sum'),
    ...f.live('blood'),
    ...f.live('fell'),
    ...f.live('armed'),
    ...f.live('help'),
    ...f.live('onUs'),
  ];
  // A child in a story that nobody understands: read first.
  if (f.people.infants || f.live('tChild').length > 0) {
    if (isObscure(f, new Set())) return [...f.live('tChild'), ...f.live('infant'), ...f.live('child')];
  }
  const telling = TENSION.filter((idea) => idea !== 'tChild' && idea !== 'tNow').flatMap((idea) => f.live(idea));
  return [...telling, ...about];
}

/** A child without an adult responsible by law or custom: R02. A neighbour does not count. */
function childAlone(f: Facts): Hit[] {
  const minorAges = f.numbers.ages.filter((a) => a.years < 18).map((a) => ({ s: a.at, e: a.at, denied: false }));
  const adultAges = f.numbers.ages.some((a) => a.years >= 18);
  const kids = [...f.live('child'), ...f.live('infant'), ...f.live('teen'), ...minorAges];
  const youths = f.live('youth');
  const mine = f.live('myChildren');
  const alone = f.live('alone');
  const me = f.live('aloneMe');
  const lost = f.live('guardianLost');
  const parents = f.live('parent');
  if (f.people.writerIsChild && me.length + lost.length + alone.length + f.live('silent').length > 0)
    return [...minorAges, ...me, ...lost];
  const eldest = f.live('eldest');
  if (eldest.length > 0 && f.near(eldest, minorAges, 4) && mine.length === 0) return [...eldest, ...minorAges];
  const nobody = [...f.denied('adult'), ...f.denied('parent')];
  if (kids.length > 0 && nobody.length > 0 && f.near(kids, nobody, 10)) return [...kids.slice(0, 1), ...nobody];
  if (f.near(f.live('siblingChildren'), nobody, 12) || (minorAges.length > 0 && f.near(youths, nobody, 12)))
    return nobody;
  const found = f.live('foundOne');
  if (
    found.length > 0 &&
    mine.length === 0 &&
    f.near([...f.live('child'), ...f.live('infant'), ...minorAges], found, 4)
  )
    return found;
  const kept = f.live('keptBy');
  if (kept.length > 0 && f.near([...kids, ...f.live('siblingChildren'), ...youths], kept, 8))
    return [...kids.slice(0, 1), ...kept];
  if (kids.length > 0 && f.near(kids, alone, 14)) return [...kids.slice(0, 2), ...alone];
  if (youths.length > 0 && !adultAges && f.near(youths, alone, 5) && minorAges.length > 0)
    return [...youths.slice(0, 1), ...alone];
  const parentLost = parents.filter((p) => lost.some((l) => Math.abs(l.s - p.e) <= 5 || Math.abs(p.s - l.e) <= 5));
  const others = [...f.live('child'), ...f.live('infant'), ...minorAges, ...f.live('siblingChildren')];
  if (
    others.length > 0 &&
    parentLost.length > 0 &&
    (mine.length === 0 || f.live('someoneElse').length > 0) &&
    f.near(others, parentLost, 16)
  ) {
    return [...others.slice(0, 2), ...parentLost];
  }
  if (others.length > 0 && me.length > 0 && parents.length > 0 && mine.length === 0 && f.near(me, others, 8))
    return [...others.slice(0, 1), ...me];
  const abandoned = f.live('leftChild');
  return abandoned;
}

/** Whether, and how soon, a life-keeping medicine or device ends: R04 within a day, R07 within three. */
function lifeMedicine(f: Facts): { within: 'day' | 'days' | undefined; hits: Hit[] } {
  const none = { within: undefined, hits: [] };
  const drug = [...f.live('lifeMed'), ...f.absent('lifeMed')];
  const kidney = f.live('dialysis');
  if (drug.length === 0 && kidney.length === 0) return none;
  if (drug.length > 0) {
    const out = [...f.live('lifeOut'), ...f.absent('lifeMed')];
    const time = f.left(drug);
    if (out.length > 0 || f.near(drug, f.live('lastDose'), 14)) {
      if (time !== undefined && time > 72) return none;
      return {
        within: time !== undefined && time > 26 && f.live('lastDose').length === 0 ? 'days' : 'day',
        hits: [...drug, ...out],
      };
    }
    if (f.live('oxygen').length > 0 && f.live('powerOut').length > 0)
      return { within: 'day', hits: [...drug, ...f.live('powerOut')] };
    if (time !== undefined && time <= 72) return { within: time <= 26 ? 'day' : 'days', hits: drug };
    if (
      f.live('insulin').length > 0 &&
      (f.live('hormone').length > 0 || f.live('find').length > 0 || f.denied('find').length > 0)
    )
      return { within: 'day', hits: drug };
    if (f.live('oxygen').length > 0 && (f.live('severe').length > 0 || f.live('help').length > 0))
      return { within: 'day', hits: drug };
  }
  if (kidney.length > 0) {
    const missed = f.live('skipped');
    if (missed.length > 0) return { within: 'day', hits: [...kidney, ...missed] };
    const gap = f.lasted(kidney);
    const ahead = f.left(kidney);
    if (gap !== undefined && gap >= 60 && gap <= 720 && ahead === undefined && !f.near(kidney, f.said('stable')))
      return { within: 'day', hits: kidney };
    if (ahead !== undefined && ahead <= 26) return { within: 'day', hits: kidney };
    return { within: ahead === undefined || ahead <= 80 ? 'days' : undefined, hits: kidney };
  }
  return none;
}

/** Water out, or an infant without milk, and nothing says that they can fetch it: R05. */
function thirst(f: Facts): Hit[] {
  const water = [...f.live('waterOut'), ...f.absent('water')];
  const fine = f.live('waterFine');
  const dry = water.filter((h) => !fine.some((w) => Math.abs(w.s - h.s) <= 4 && !h.denied));
  const milk = f.people.infants
    ? [...f.live('milkOut'), ...f.absent('milk')]
    : [...f.live('milkOut'), ...f.absent('milk')].filter(() => f.live('child').length > 0);
  const lasted = f.lasted([...dry, ...milk]);
  const fixed =
    f.live('cannotMove').length > 0 ||
    f.live('shelling').length > 0 ||
    f.live('help').length > 0 ||
    f.live('dumped').length > 0;
  const free = f.live('canMove').length > 0 || f.live('openShop').length > 0;
  if (f.told.over) return [];
  if (milk.length > 0 && !free) return milk;
  if (dry.length > 0 && !free && (fixed || lasted === undefined || lasted >= 12))
    return [...dry, ...f.live('cannotMove').slice(0, 1)];
  return [];
}

/** «محدش رد عليا»: nobody answered the writer; that is a complaint, not a silence. */
const NOBODY = /^(و?محدش|و?ماحدش|و?محد|حد|nobody|one|anyone|ma7adesh|ma7dsh|احد)$/u;

/** Silence of somebody in danger: hours, if it is somebody at all. */
function silence(f: Facts): { hits: Hit[]; hours: number | undefined } | undefined {
  const things = [
    ...f.said('medicine'),
    ...f.said('doctor'),
    ...f.said('papers'),
    ...f.said('belongings'),
    ...f.said('seat'),
    ...f.said('ride'),
  ];
  const gone = [...f.live('gone').filter((h) => !f.near([h], things, 3)), ...f.live('wentOut')];
  const quiet = f
    .live('silent')
    .filter(
      (h) =>
        !f.near([h], f.said('office'), 3) &&
        !NOBODY.test(f.tokens[h.s - 1]?.norm ?? '') &&
        !f.near([h], f.said('again'), 2),
    );
  const who = [...f.said('kin'), ...f.said('youth'), ...f.said('child'), ...f.said('parent'), ...f.said('persons')];
  const found = [...gone, ...quiet];
  if (found.length === 0 || (who.length === 0 && gone.length === 0 && f.live('theirPhone').length === 0))
    return undefined;
  if (f.said('belongings').length > 0 && gone.length > 0 && quiet.length === 0 && f.said('kin').length === 0)
    return undefined;
  if (f.said('pet').length > 0) return undefined;
  return { hits: found, hours: f.lasted(found) };
}

const stuckPlace: Idea[] = ['border', 'port', 'airport', 'road', 'crew', 'boat'];

export const RULES: readonly Rule[] = [
  {
    id: 'R01',
    gives: 'P1',
    when: (f) => hits(danger(f)),
  },
  {
    id: 'R02',
    gives: 'P1',
    when: (f) => hits(childAlone(f)),
  },
  {
    id: 'R03',
    gives: 'P1',
    when: (f) => (f.told.press ? undefined : hits(first(f, 'kidnapping', 'tortureNow'))),
  },
  {
    id: 'R04',
    gives: 'P1',
    when: (f) => {
      const m = lifeMedicine(f);
      return m.within === 'day' ? m.hits : undefined;
    },
  },
  {
    id: 'R05',
    gives: 'P1',
    when: (f) => hits(thirst(f)),
  },
  {
    id: 'R06',
    gives: 'P1',
    when: (f) => hits(f.live('suicide')),
  },
  {
    id: 'R07',
    gives: 'P2',
    when: (f, fired) => {
      if (fired.has('R01') || fired.has('R06')) return undefined;
      const out: Hit[] = [];
      const wounds = [
        ...f.live('hurt'),
        ...f.live('gunWound'),
        ...f.live('crash'),
        ...f.live('stable').filter(() => f.said('hurt').length + f.said('bleed').length > 0),
      ];
      out.push(...wounds.filter((h) => !onlyVehicle(f, [h])));
      const m = fired.has('R04') ? undefined : lifeMedicine(f);
      if (m?.within === 'days') out.push(...m.hits);
      const late = [
        ...f
          .live('lateMonth')
          .filter(
            (h) =>
              f.near([h], f.live('pregnant'), 8) || f.near([h], f.live('birthSoon'), 10) || f.live('wife').length > 0,
          ),
        ...f.live('birthSoon'),
      ];
      const weeks =
        f.numbers.spans.some((s) => s.hours >= 28 * 168 && s.hours <= 42 * 168) ||
        [...f.numbers.values].some(
          ([t, v]) => v >= 28 && v <= 42 && /^(week|weeks|wk|اسبوع)$/.test(f.tokens[t - 1]?.norm ?? ''),
        );
      const months = f.numbers.spans.some((s) => s.hours >= 7 * 720 && s.hours <= 9 * 720);
      const pregnant = f.live('pregnant');
      const early =
        f.live('earlyMonth').length > 0 ||
        f.numbers.spans.some((s) => pregnant.length > 0 && s.hours > 168 && s.hours < 7 * 720 && s.hours % 720 === 0);
      out.push(...late);
      if (pregnant.length > 0 && (weeks || months || !early)) out.push(...pregnant);
      if (!fired.has('R04')) {
        const drugs = f
          .live('cureOut')
          .filter(
            () =>
              f.live('chronicMed').length > 0 ||
              f.live('ill').length > 0 ||
              f.left(f.live('medicine')) !== undefined ||
              f.live('find').length + f.denied('find').length > 0,
          );
        const scarce = [...drugs, ...f.absent('medicine'), ...f.live('fewPills')];
        const days = f.left(f.live('medicine'));
        if (scarce.length > 0 && (days === undefined || days <= 72)) out.push(...scarce);
        else if (days !== undefined && days <= 72) out.push(...f.live('medicine').slice(0, 2));
        out.push(
          ...f
            .live('ill')
            .filter((h) =>
              f.near(
                [h],
                [
                  ...f.live('doctor'),
                  ...f.denied('doctor'),
                  ...f.live('lack'),
                  ...f.live('severe'),
                  ...f.live('medicine'),
                  ...f.denied('find'),
                ],
                12,
              ),
            ),
        );
      }
      return hits(out);
    },
  },
  {
    id: 'R08',
    gives: 'P2',
    when: (f, fired) => {
      if (fired.has('R05') || fired.has('R04') || f.told.over) return undefined;
      const food = [...f.live('foodOut'), ...f.absent('food')];
      const power = [...f.live('powerOut'), ...f.absent('power')];
      const fixed = f.live('cannotMove');
      const fine = f.live('foodFine');
      const asked = f.live('lack').filter((h) => f.near([h], [...f.live('water'), ...f.live('food')], 2));
      if (asked.length > 0 && f.live('travelWish').length === 0) return asked;
      const hungry = food.filter((h) => !fine.some((x) => Math.abs(x.s - h.s) <= 3));
      if (hungry.length > 0) return hits([...hungry, ...fixed.slice(0, 1)]);
      if (power.length > 0 && (fixed.length > 0 || f.live('shelling').length > 0))
        return [...power, ...fixed.slice(0, 1)];
      if (
        fixed.length > 0 &&
        f.live('stuckIn').length > 0 &&
        f.live('canMove').length === 0 &&
        (f.live('shelling').length > 0 || f.live('help').length > 0 || f.live('armed').length > 0)
      )
        return f.live('stuckIn');
      return undefined;
    },
  },
  {
    id: 'R09',
    gives: 'P2',
    when: (f) => {
      if (f.told.over) return undefined;
      const place = first(f, ...stuckPlace);
      const stuck = [
        ...f.live('stuck'),
        ...f.live('refusedEntry'),
        ...f.live('dumped').filter(() => f.live('road').length > 0),
        ...f.denied('refusedEntry'),
      ];
      const weak =
        f.people.infants ||
        f.people.elderly ||
        f.people.minors !== undefined ||
        f.said('child').length > 0 ||
        f.said('pregnant').length > 0;
      const gate = first(f, 'border', 'port', 'airport');
      const there = f.lasted(gate);
      if (
        gate.length > 0 &&
        f.live('arrest').length === 0 &&
        there !== undefined &&
        there >= DAY &&
        there <= 90 * DAY &&
        f.live('papersRequest').length === 0 &&
        f.live('belongings').length === 0
      )
        return gate.slice(0, 2);
      if (place.length === 0 || stuck.length === 0 || !f.near(place, stuck, 16)) return undefined;
      const lasted = f.lasted(stuck) ?? there;
      if (!weak && lasted !== undefined && lasted < DAY) return undefined;
      if (
        !weak &&
        lasted === undefined &&
        f.live('travelWish').length > 0 &&
        f.live('refusedEntry').length + f.denied('refusedEntry').length === 0 &&
        f.live('dumped').length === 0 &&
        f.live('strandedWord').length === 0
      )
        return undefined;
      return [...stuck.slice(0, 2), ...place.slice(0, 2)];
    },
  },
  {
    id: 'R10',
    gives: 'P2',
    when: (f, fired) => {
      if (f.told.over || f.told.press || fired.has('R02') || fired.has('R03')) return undefined;
      const s = silence(f);
      if (s === undefined || (s.hours !== undefined && s.hours < 40)) return undefined;
      return s.hits;
    },
  },
  {
    id: 'R11',
    gives: 'P2',
    when: (f, fired) => {
      if (f.told.press || f.told.offer) return undefined;
      const out = [...f.live('papersWithheld').filter((h) => f.near([h], f.live('employer'), 14))];
      const held = f.live('arrest').filter((h) => !f.near([h], f.live('stuckIn'), 1));
      if (!fired.has('R03')) out.push(...held);
      const dead = [
        // «دراعي مات» is a numb arm.
        ...f.live('dead').filter((h) => !f.near([h], f.said('bodyPart'), 0)),
        ...f.said('body').filter(() => !f.told.rumour && f.said('kin').length + f.said('dead').length > 0),
      ];
      if (
        !fired.has('R02') &&
        !fired.has('R01') &&
        (f.live('body').length > 0 ||
          f.said('body').length > 0 ||
          f.live('papers').length === 0 ||
          f.live('recentDeath').length > 0)
      )
        out.push(...dead);
      return hits(out);
    },
  },
  {
    id: 'R12',
    gives: 'P3',
    when: (f, fired) => {
      if (
        fired.size > 0 ||
        f.told.rumour ||
        f.told.press ||
        f.told.offer ||
        (f.told.over && f.live('travelWish').length === 0)
      )
        return undefined;
      if (f.live('pet').length > 0 || f.live('studyStrong').length > 0) return undefined;
      const wish = f.live('travelWish');
      if (lostThings(f).length > 0 && f.live('evacuate').length === 0 && !strongWish(f)) return undefined;
      if (wish.length === 0) {
        const topic = f.live('travelTopic');
        return topic.length > 0 &&
          (f.live('fine').length > 0 || f.live('canMove').length > 0) &&
          f.said('thanks').length === 0 &&
          f.live('papersRequest').length + lostThings(f).length === 0
          ? topic.slice(0, 2)
          : undefined;
      }
      if (f.live('papersRequest').length > 0 && f.live('evacuate').length === 0 && !strongWish(f)) return undefined;
      return wish;
    },
  },
  {
    id: 'R13',
    gives: 'P4',
    when: (f, fired) => {
      if (fired.size > 0 || f.told.rumour || f.told.press || f.told.offer || f.told.drill) return undefined;
      return hits(
        [
          ...f.live('papers'),
          ...f.denied('papers'),
          ...f.said('papersRequest'),
          ...f.live('study'),
          ...f.live('pet'),
          ...lostThings(f),
        ].slice(0, 4),
      );
    },
  },
  {
    id: 'R14',
    gives: 'P4',
    when: (f, fired) => {
      if (fired.size > 0) return undefined;
      if (silence(f) !== undefined && !f.told.over && !f.told.press) return undefined;
      return (
        hits(
          [
            ...f.said('ask'),
            ...f.said('thanks'),
            ...f.said('hearsay'),
            ...f.said('over'),
            ...f.said('offer'),
            ...f.said('press'),
            ...f.said('office'),
          ].slice(0, 3),
        ) ?? []
      );
    },
  },
  {
    id: 'R15',
    gives: 'raise',
    when: (f) => {
      const low = f.numbers.percents.filter((p) => p.value < 10).map((p) => ({ s: p.at, e: p.at, denied: false }));
      const phone = f.said('phone');
      const about = low.filter((h) => f.near([h], phone, 8) || f.tokens.length < 40);
      return hits([...about, ...f.live('batteryLow'), ...f.live('lastWords')]);
    },
  },
  {
    id: 'R16',
    gives: 'raise to P2',
    when: (f, fired) => {
      if (!fired.has('R12')) return undefined;
      if ((f.people.count ?? 0) > 4) return f.said('weAre').concat(f.said('persons')).slice(0, 2);
      if (f.people.infants) return f.said('infant').slice(0, 1);
      if (f.people.elderly) return f.said('elderly').slice(0, 1);
      return f.people.disabled ? f.said('disabled').slice(0, 1) : undefined;
    },
  },
  {
    id: 'R17',
    gives: 'raise',
    when: (f, fired) => {
      if (!fired.has('R08') && !fired.has('R12')) return undefined;
      const quiet = f.live('silent').filter(() => f.said('kin').length > 0);
      const hours = f.lasted(quiet);
      return fired.has('R08') && quiet.length > 0 && (hours === undefined || hours >= 12) ? quiet : undefined;
    },
  },
  {
    id: 'R18',
    gives: 'raise to P2',
    when: (f) => hits(f.said('again')),
  },
];

/** Words that can only mean leaving the country, and not a paper. */
function strongWish(f: Facts): boolean {
  return f.near(f.live('want'), f.live('goHome'), 4) && !f.near(f.live('want'), f.live('papers'), 2);
}

function lostThings(f: Facts): Hit[] {
  const things = f.live('belongings');
  return things.length > 0 ? things : f.near(f.live('lost'), f.live('papers'), 5) ? f.live('lost') : [];
}

/** R01 where no other rule has understood the message (see `unease`). */
export const UNSURE = {
  text: {
    ar: 'كلام ينذر بخطر لم تفهمه القواعد: يُقرأ أولًا',
    en: 'Words of distress that the rules do not understand: to be read first',
  },
  when: (f: Facts, fired: ReadonlySet<RuleId>): Hit[] | undefined => {
    const papers = fired.has('R13');
    if (fired.size > 0 && !papers && !fired.has('R14')) return undefined;
    if (silence(f) !== undefined) return undefined;
    return hits(unease(f, papers));
  },
};

/** No rule but R14 spoke, and not because the text asks, answers, thanks or tells good news. */
export function isObscure(f: Facts, fired: ReadonlySet<RuleId>): boolean {
  if ([...fired].some((r) => r !== 'R14') || Object.values(f.told).some(Boolean) || silence(f) !== undefined)
    return false;
  const plain: Idea[] = [
    'ask',
    'thanks',
    'fine',
    'office',
    'hearsay',
    'offer',
    'press',
    'suggestion',
    'contactless',
    'complain',
    'over',
    'present',
    'distant',
  ];
  return (
    f.tokens.length >= 4 &&
    !f.tokens.some((t) => t.asked) &&
    plain.every((idea) => f.said(idea).length === 0) &&
    f.denied('shelling').length + f.denied('abduct').length + f.denied('dead').length + f.denied('lack').length === 0
  );
}

/** One category for the case, by the gravest thing it states. */
export function categoryOf(f: Facts, fired: ReadonlySet<RuleId>, spam: boolean): Category {
  const trauma = [
    ...f.live('gunWound'),
    ...f.live('bleedingNow'),
    ...f.live('cutOff'),
    ...f.live('crash'),
    ...f.live('hurt').filter((h) => !onlyVehicle(f, [h])),
  ];
  const sick = [
    ...f.live('medSign').filter((h) => !f.live('sinking').some((s) => s.s <= h.s && h.s <= s.e + 2)),
    ...f.live('ill'),
  ];
  const exploited =
    f.live('exploit').length > 0 ||
    ((f.live('mistreat').length > 0 || f.live('papersWithheld').length > 0) && f.live('employer').length > 0);
  if (fired.has('R03'))
    return f.live('exploit').length > 0 && f.live('abduct').length === 0 ? 'abuse_exploitation' : 'abduction_ransom';
  if (fired.has('R02')) return 'unaccompanied_child';
  if (fired.has('R06'))
    return exploited || (f.live('employer').length > 0 && f.live('taken').length > 0)
      ? 'abuse_exploitation'
      : 'medical';
  if (fired.has('R01')) {
    const place = [...f.live('armedInside'), ...f.live('fire'), ...f.live('hitHome'), ...f.live('collapse')];
    if (f.live('sinking').length > 0) return 'stranded_in_transit';
    if (trauma.length > 0) return 'injury';
    if (sick.length > 0 && f.live('medSign').length > 0)
      return place.length > 0 &&
        f.live('heart').length + f.live('faint').length + f.live('labour').length === 0 &&
        f.live('breathless').length === 0
        ? 'trapped_basic_needs'
        : 'medical';
    if (place.length > 0 || f.live('hiding').length > 0 || f.live('help').length > 0) return 'trapped_basic_needs';
    return guess(f);
  }
  if (fired.has('R04')) return 'medical';
  if (fired.has('R05'))
    return f.live('dumped').length > 0 || f.live('atSea').length > 0 ? 'stranded_in_transit' : 'trapped_basic_needs';
  if (fired.has('R11') && f.live('papersWithheld').length > 0 && f.live('employer').length > 0)
    return 'abuse_exploitation';
  if (fired.has('R08')) return f.live('dumped').length > 0 ? 'stranded_in_transit' : 'trapped_basic_needs';
  if (fired.has('R09')) {
    if (f.live('apart').length > 0) return 'family_separation';
    if (fired.has('R07') && f.live('cureOut').length > 0) return 'medical';
    const border = f.live('border').length;
    const away = f.live('airport').length + f.live('road').length + f.live('crew').length + f.live('dumped').length;
    return border > 0 || away === 0 ? 'stranded_at_border' : 'stranded_in_transit';
  }
  if (fired.has('R11')) {
    if (f.said('body').length > 0) return 'death_remains';
    if (fired.has('R10')) return 'missing_person';
    return f.live('arrest').length > 0 ? 'detention_arrest' : 'death_remains';
  }
  if (fired.has('R10')) return 'missing_person';
  if (fired.has('R07')) {
    if (trauma.length > 0) return 'injury';
    if (
      f.live('travelWish').length + f.live('goHome').length > 0 &&
      (f.live('pregnant').length > 0 || f.live('lateMonth').length > 0)
    )
      return 'evacuation_request';
    return 'medical';
  }
  if (f.live('apart').length > 0 && f.live('kin').length + f.live('child').length > 0) return 'family_separation';
  if (fired.has('R12'))
    return f.near(f.live('border'), f.live('stuck'), 8) ? 'stranded_at_border' : 'evacuation_request';
  if (fired.has('R13')) {
    if (f.live('pet').length > 0) return 'pet_property';
    if (lostThings(f).length > 0 && f.live('belongings').length > 0 && f.live('papersRequest').length === 0)
      return 'lost_belongings_money';
    if (f.live('study').length > 0 && (f.live('studyStrong').length > 0 || f.live('papersRequest').length === 0))
      return 'student_affairs';
    return 'documents';
  }
  if (spam) return 'other';
  if (fired.has('R14')) return 'information';
  return silence(f) === undefined ? 'other' : 'missing_person';
}

/** The likeliest category of a message that only the words of distress explain. */
function guess(f: Facts): Category {
  const n = (...ideas: Idea[]) => ideas.reduce((sum, i) => sum + f.live(i).length, 0);
  const scores: [Category, number][] = [
    ['medical', n('tBody', 'tIll', 'tFarewell', 'tFarewell')],
    ['trapped_basic_needs', n('tPlace', 'tViolence', 'tVoice', 'tSupply')],
    ['unaccompanied_child', n('tChild', 'alone', 'aloneMe', 'someoneElse') - 1],
    ['abduction_ransom', n('tDemand', 'tHold', 'beaten', 'taken')],
  ];
  return scores.sort((a, b) => b[1] - a[1])[0]![0];
}

/** What is needed, in the vocabulary of domain.md c.2. */
export function needsOf(f: Facts, fired: ReadonlySet<RuleId>, category: Category): NeedKind[] {
  const needs = new Set<NeedKind>();
  const wants = (idea: Idea) => f.near(f.live('lack'), f.live(idea), 4);
  if (fired.has('R05') && (f.live('waterOut').length > 0 || f.absent('water').length > 0)) needs.add('water');
  if (wants('water')) needs.add('water');
  if (fired.has('R05') && f.live('milkOut').length + f.absent('milk').length > 0) needs.add('baby_supplies');
  if (f.live('diapers').length > 0) needs.add('baby_supplies');
  if ((fired.has('R08') || fired.has('R05')) && f.live('foodOut').length + f.absent('food').length > 0)
    needs.add('food');
  if (wants('food')) needs.add('food');
  if (
    (fired.has('R08') || fired.has('R05') || fired.has('R04')) &&
    f.live('powerOut').length + f.absent('power').length > 0
  )
    needs.add('power');
  if (fired.has('R04') || (fired.has('R07') && f.live('cureOut').length > 0))
    needs.add(f.live('dialysis').length + f.live('oxygen').length > 0 ? 'medical_care' : 'medicine');
  if (['medical', 'injury'].includes(category) && !fired.has('R04') && !needs.has('medicine'))
    needs.add(fired.has('R06') ? 'psychosocial' : 'medical_care');
  if (fired.has('R06')) needs.add('psychosocial');
  if (category === 'trapped_basic_needs' && fired.has('R01')) needs.add('escort');
  if (category === 'unaccompanied_child') needs.add('escort').add('shelter');
  if (['abduction_ransom', 'detention_arrest', 'abuse_exploitation'].includes(category)) needs.add('legal');
  if (category === 'missing_person' || fired.has('R17')) needs.add('information');
  if (
    category === 'evacuation_request' ||
    category === 'stranded_at_border' ||
    (fired.has('R09') && f.live('crew').length === 0)
  )
    needs.add('evacuation_seat');
  if (category === 'death_remains') needs.add('body_repatriation');
  if (category === 'documents' || f.live('papersWithheld').length > 0) needs.add('document');
  if (category === 'student_affairs') needs.add(f.live('papers').length > 0 ? 'document' : 'information');
  if (fired.has('R14') && f.said('thanks').length === 0 && !f.told.over && !f.told.offer) needs.add('information');
  if (f.live('shelter').length > 0) needs.add('shelter');
  if (wants('cash')) needs.add('cash');
  return [...needs];
}
