import { describe, expect, it } from 'vitest';
import { addPerson, raiseEscalation, standDown, triage } from '../../shared/case/commands/index.ts';
import type { Command, Context } from '../../shared/case/decide.ts';
import type { CaseEvent, EventData } from '../../shared/case/events.ts';
import { type Outcome, openCase, perform, sweep } from '../../shared/case/perform.ts';
import { CATEGORIES } from '../../shared/case/vocabulary.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { alertMessage, isAlertEvent } from '../../shared/escalation/alert.ts';
import { drillMessage } from '../../shared/escalation/drill.ts';

/*
 * The rules of CAP 1.2 (OASIS, 1 July 2010, section 3.2 and its schema): which elements there are, their order, how often each may
 * stand, the closed lists, the forms of times and identifiers. Written out here; the schema's own file is not at hand.
 */

interface Node {
  name: string;
  text: string;
  children: Node[];
}

/** Elements and text; anything else in the document is an error. */
function parse(xml: string): Node {
  const root: Node = { name: '', text: '', children: [] };
  const open = [root];
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '');
  for (const [token] of body.matchAll(/<[^>]*>|[^<]+/g)) {
    const top = open.at(-1)!;
    const [, close, name] = /^<(\/?)([A-Za-z]+)(?: xmlns="[^"]+")?>$/.exec(token) ?? [];
    if (!token.startsWith('<')) top.text += unescaped(token);
    else if (!name) throw new Error(`not understood: ${token}`);
    else if (close) expect(open.pop()!.name).toBe(name);
    else {
      const node = { name, text: '', children: [] };
      top.children.push(node);
      open.push(node);
    }
  }
  expect(open).toEqual([root]);
  return root.children[0]!;
}

function unescaped(text: string): string {
  expect(text).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|apos);)/);
  const marks: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(\w+);/g, (_, name: string) => marks[name]!);
}

type Rule = [name: string, min: 0 | 1, max: 1 | 99, form?: RegExp | Rule[]];

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/;
const TOKEN = /^[^\s,<&]+$/;
const NAMED: Rule[] = [
  ['valueName', 1, 1],
  ['value', 1, 1],
];
const oneOf = (words: string) => new RegExp(`^(${words.replaceAll(' ', '|')})$`);
const AREA: Rule[] = [
  ['areaDesc', 1, 1],
  ['polygon', 0, 99],
  ['circle', 0, 99],
  ['geocode', 0, 99, NAMED],
  ['altitude', 0, 1],
  ['ceiling', 0, 1],
];
const INFO: Rule[] = [
  ['language', 0, 1, /^[a-z]{2}(-[A-Z]{2})?$/],
  ['category', 1, 99, oneOf('Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other')],
  ['event', 1, 1, /\S/],
  ['responseType', 0, 99, oneOf('Shelter Evacuate Prepare Execute Avoid Monitor Assess AllClear None')],
  ['urgency', 1, 1, oneOf('Immediate Expected Future Past Unknown')],
  ['severity', 1, 1, oneOf('Extreme Severe Moderate Minor Unknown')],
  ['certainty', 1, 1, oneOf('Observed Likely Possible Unlikely Unknown')],
  ['audience', 0, 1],
  ['eventCode', 0, 99, NAMED],
  ['effective', 0, 1, TIME],
  ['onset', 0, 1, TIME],
  ['expires', 0, 1, TIME],
  ['senderName', 0, 1],
  ['headline', 0, 1],
  ['description', 0, 1],
  ['instruction', 0, 1],
  ['web', 0, 1, /^https?:\/\//],
  ['contact', 0, 1],
  ['parameter', 0, 99, NAMED],
  ['resource', 0, 99],
  ['area', 0, 99, AREA],
];
const ALERT: Rule[] = [
  ['identifier', 1, 1, TOKEN],
  ['sender', 1, 1, TOKEN],
  ['sent', 1, 1, TIME],
  ['status', 1, 1, oneOf('Actual Exercise System Test Draft')],
  ['msgType', 1, 1, oneOf('Alert Update Cancel Ack Error')],
  ['source', 0, 1],
  ['scope', 1, 1, oneOf('Public Restricted Private')],
  ['restriction', 0, 1],
  ['addresses', 0, 1],
  ['code', 0, 99],
  ['note', 0, 1],
  ['references', 0, 1, /^[^\s,]+,[^\s,]+,\S+$/],
  ['incidents', 0, 1],
  ['info', 0, 99, INFO],
];

function check({ name, children }: Node, rules: Rule[]): void {
  const places = children.map((child) => rules.findIndex(([known]) => known === child.name));
  expect(places, `unknown elements or a wrong order in ${name}: ${children.map((child) => child.name)}`).toEqual(
    [...places].sort((a, b) => a - b),
  );
  expect(places).not.toContain(-1);
  for (const [known, min, max, form] of rules) {
    const found = children.filter((child) => child.name === known);
    expect(found.length, known).toBeGreaterThanOrEqual(min);
    expect(found.length, known).toBeLessThanOrEqual(max);
    for (const child of found) {
      if (Array.isArray(form)) check(child, form);
      else if (form) expect(child.text, known).toMatch(form);
    }
  }
}

const textOf = (node: Node, name: string) => node.children.find((child) => child.name === name)?.text;

function valid(xml: string): Node {
  expect(xml).toContain('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">');
  const alert = parse(xml);
  expect(alert.name).toBe('alert');
  check(alert, ALERT);
  // Conditional elements (3.2.1).
  expect(textOf(alert, 'scope') === 'Private').toBe(textOf(alert, 'addresses') !== undefined);
  expect(textOf(alert, 'msgType') !== 'Alert').toBe(textOf(alert, 'references') !== undefined);
  return alert;
}

const T0 = '2026-10-05T06:00:00.000Z';
const SECRETS = ['شيماء', 'الزنقلاوي', '912345678', 'Mariam', 'Elzanqalawy', 'القصر'];

class Story {
  outcome: Outcome;
  constructor(more: Partial<EventData['case.opened']> = {}, words = 'Ambulance & <two> "stretchers"') {
    this.outcome = openCase(
      'K7M2-9QXF',
      {
        channel: 'whatsapp',
        reporter: {
          contactId: 'c1',
          name: 'شيماء الزنقلاوي',
          phone: '+249912345678',
          channel: 'whatsapp',
          relationship: 'parent',
        },
        priority: 'P1',
        reasons: [],
        category: 'injury',
        country: 'SD',
        place: 'الخرطوم بحري',
        crisis: 'SDN23',
        summary: 'x',
        ...more,
      },
      this.context(0),
    );
    this.do(triage, { priority: 'P1', category: more.category ?? 'injury', reason: 'x' });
    this.do(addPerson, { name: 'Mariam Elzanqalawy', age: 9 });
    this.do(raiseEscalation, { agency: { id: 'erc', tiers: 3 }, ask: words });
  }

  context(minute: number): Context {
    const now = new Date(Date.parse(T0) + minute * 60_000).toISOString();
    return { now, actor: { kind: 'staff', id: 'huda', role: 'officer' }, policies: [DEFAULT_POLICY] };
  }

  do<I>(command: Command<I>, input: NoInfer<I>, minute = 0): this {
    const done = perform(this.outcome.state, command, input, this.context(minute));
    if ('rejected' in done) throw new Error(JSON.stringify(done));
    this.outcome = done;
    return this;
  }

  bodies(type: CaseEvent['type'], rung: 'a1' | 'a2' = 'a1') {
    const event = this.outcome.events.find((one) => one.type === type);
    if (!event || !isAlertEvent(event)) throw new Error(`no ${type}`);
    const { state } = this.outcome;
    const over = type === 'escalation.stood-down' || type === 'escalation.acknowledged';
    const { message } = alertMessage({
      state,
      escalation: state.escalations[0]!,
      event,
      rung,
      capSender: 'ops.example.eg',
      ...(over ? {} : { link: 'https://o.eg/a/4f7k', ackBy: '2026-10-05T06:05:00.000Z' }),
    });
    return JSON.parse(message) as Record<'sqs' | 'https' | 'email' | 'sms' | 'default', string>;
  }
}

describe('An alert to an agency that reads CAP', () => {
  it('is a valid document in both languages, for queue and HTTPS, and below the words of the e-mail', () => {
    const { sqs, https, email, sms } = new Story().bodies('escalation.raised');
    const alert = valid(sqs);
    expect(https).toBe(sqs);
    expect(email).toMatch(/^أ1 عاجل/);
    expect(email).toContain(sqs);
    expect(sms).not.toContain('<');
    expect(
      ['identifier', 'sender', 'sent', 'status', 'msgType', 'addresses', 'incidents'].map((n) => textOf(alert, n)),
    ).toEqual(['K7M2-9QXF.5', 'ops.example.eg', '2026-10-05T06:00:00-00:00', 'Actual', 'Alert', 'erc', 'SDN23']);
    const infos = alert.children.filter(({ name }) => name === 'info');
    expect(infos.map((info) => textOf(info, 'language'))).toEqual(['ar', 'en']);
    for (const info of infos) {
      expect(textOf(info, 'category')).toBe('Health');
      expect([textOf(info, 'urgency'), textOf(info, 'severity')]).toEqual(['Immediate', 'Extreme']);
      expect(textOf(info, 'description')).toBe('Ambulance & <two> "stretchers"');
      expect(textOf(info, 'web')).toBe('https://o.eg/a/4f7k');
    }
  });

  it('refers to the first message when the tier rises and when it is over', () => {
    const story = new Story();
    const first = textOf(valid(story.bodies('escalation.raised').sqs), 'identifier');
    story.outcome = sweep(story.outcome.state, story.context(5));
    const update = valid(story.bodies('escalation.climbed', 'a2').sqs);
    story.do(standDown, { alertId: first!, reason: 'over' }, 6);
    const cancel = valid(story.bodies('escalation.stood-down').sqs);
    expect([update, cancel].map((alert) => textOf(alert, 'msgType'))).toEqual(['Update', 'Cancel']);
    for (const alert of [update, cancel])
      expect(textOf(alert, 'references')).toBe(`ops.example.eg,${first},2026-10-05T06:00:00-00:00`);
    expect(new Set([first, textOf(update, 'identifier'), textOf(cancel, 'identifier')]).size).toBe(3);
  });

  it.each(CATEGORIES)('is valid for %s', (category) => {
    valid(new Story({ category }).bodies('escalation.raised').sqs);
  });

  it('says nowhere who somebody is, and of a restricted case only which it is', () => {
    const words = 'لـشيماء الزنقلاوي +249912345678 وMariam Elzanqalawy، شارع القصر';
    const open = new Story({}, words).bodies('escalation.raised');
    const sealed = new Story({ sensitivity: 'restricted', category: 'abduction_ransom' }, words).bodies(
      'escalation.raised',
    );
    for (const secret of SECRETS) expect(JSON.stringify([open, sealed])).not.toContain(secret);
    valid(open.sqs);
    const alert = valid(sealed.sqs);
    expect(JSON.stringify(alert)).not.toMatch(/Security|خطف|Abduction|الخرطوم|SD"/);
  });

  it('leaves out what XML cannot hold', () => {
    const { sqs } = new Story({}, 'a\u0000b\u0008c\ud800d').bodies('escalation.raised');
    valid(sqs);
    expect(sqs).toContain('abcd');
  });

  it.each([
    ['exercise', 'Exercise'],
    ['test', 'Test'],
  ] as const)('is marked so that no machine takes an %s for one', (kind, status) => {
    const drill = { drillId: 'erc.7', kind, at: T0, tiers: [1, 2], answered: [] };
    const where = { link: 'https://o.eg/a/4f7k', ackBy: '2026-10-05T07:00:00.000Z', capSender: 'ops.example.eg' };
    const { message } = drillMessage({ id: 'erc' }, drill, 2, where);
    const alert = valid((JSON.parse(message) as { sqs: string }).sqs);
    expect([textOf(alert, 'status'), textOf(alert, 'identifier')]).toEqual([status, 'erc.7.2']);
  });
});
