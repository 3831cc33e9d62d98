import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { addPerson, changePerson, raiseEscalation, standDown, triage } from '../../shared/case/commands/index.ts';
import type { Command, Context } from '../../shared/case/decide.ts';
import type { CaseEvent, EventData } from '../../shared/case/events.ts';
import { type Outcome, openCase, perform, sweep } from '../../shared/case/perform.ts';
import { CATEGORIES } from '../../shared/case/vocabulary.ts';
import { DEFAULT_POLICY } from '../../shared/clocks/policy.ts';
import { alertMessage, isAlertEvent, toldBefore } from '../../shared/escalation/alert.ts';
import { drillMessage } from '../../shared/escalation/drill.ts';

/** What CAP 1.2 demands (OASIS, 1 July 2010): its schema says which elements, in which order, of which form. */
const schema = readFileSync(new URL('../schemas/CAP-v1.2.xsd', import.meta.url), 'utf8');

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

const textOf = (node: Node, name: string) => node.children.find((child) => child.name === name)?.text;

async function valid(xml: string): Promise<Node> {
  const { errors } = await validateXML({ xml: [{ fileName: 'alert.xml', contents: xml }], schema: [schema] });
  expect(errors).toEqual([]);
  const alert = parse(xml);
  // What the text of the standard adds (3.2.1): conditional elements, and identifiers without blanks, commas, < and &.
  for (const name of ['identifier', 'sender']) expect(textOf(alert, name)).toMatch(/^[^\s,<&]+$/);
  expect(textOf(alert, 'references') ?? 'a,b,c').toMatch(/^([^\s,]+,[^\s,]+,\S+)( [^\s,]+,[^\s,]+,\S+)*$/);
  expect(textOf(alert, 'scope') === 'Private').toBe(textOf(alert, 'addresses') !== undefined);
  expect(textOf(alert, 'msgType') !== 'Alert').toBe(textOf(alert, 'references') !== undefined);
  return alert;
}

const T0 = '2026-10-05T06:00:00.000Z';
const SECRETS = ['شيماء', 'الزنقلاوي', '912345678', 'Mariam', 'Elzanqalawy', 'القصر'];

class Story {
  outcome: Outcome;
  /** Everything that happened so far. */
  readonly events: CaseEvent[] = [];
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
    return this.now(done);
  }

  sweep(minute: number): this {
    return this.now(sweep(this.outcome.state, this.context(minute)));
  }

  private now(outcome: Outcome): this {
    this.outcome = outcome;
    this.events.push(...outcome.events);
    return this;
  }

  bodies(type: CaseEvent['type'], rung: 'a1' | 'a2' | 'a3' = 'a1') {
    const event = this.events.findLast((one) => one.type === type && (!('rung' in one.data) || one.data.rung === rung));
    if (!event || !isAlertEvent(event)) throw new Error(`no ${type}`);
    const { state } = this.outcome;
    const over = type === 'escalation.stood-down' || type === 'escalation.acknowledged';
    const { message } = alertMessage({
      state,
      escalation: state.escalations[0]!,
      event,
      rung,
      capSender: 'ops.example.eg',
      earlier: toldBefore(this.events, event.data.alertId, event.seq),
      ...(over ? {} : { link: 'https://o.eg/a/4f7k', ackBy: '2026-10-05T06:05:00.000Z' }),
    });
    return JSON.parse(message) as Record<'sqs' | 'https' | 'email' | 'sms' | 'default', string>;
  }
}

describe('An alert to an agency that reads CAP', () => {
  it('is a valid document in both languages, for queue and HTTPS, and below the words of the e-mail', async () => {
    const { sqs, https, email, sms } = new Story().bodies('escalation.raised');
    const alert = await valid(sqs);
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

  it('refers to every message before it when the tier rises and when it is over', async () => {
    const story = new Story();
    const first = textOf(await valid(story.bodies('escalation.raised').sqs), 'identifier');
    const update = await valid(story.sweep(5).bodies('escalation.climbed', 'a2').sqs);
    const again = await valid(story.sweep(10).bodies('escalation.climbed', 'a3').sqs);
    story.do(standDown, { alertId: first!, reason: 'over' }, 11);
    const cancel = await valid(story.bodies('escalation.stood-down').sqs);
    expect([update, again, cancel].map((alert) => textOf(alert, 'msgType'))).toEqual(['Update', 'Update', 'Cancel']);
    const chain = [
      `ops.example.eg,${first},2026-10-05T06:00:00-00:00`,
      `ops.example.eg,${textOf(update, 'identifier')},2026-10-05T06:05:00-00:00`,
      `ops.example.eg,${textOf(again, 'identifier')},2026-10-05T06:10:00-00:00`,
    ];
    expect([update, again, cancel].map((alert) => textOf(alert, 'references')!.split(' '))).toEqual([
      chain.slice(0, 1),
      chain.slice(0, 2),
      chain,
    ]);
  });

  it('is valid for every category', async () => {
    const xml = CATEGORIES.map((category) => ({
      fileName: `${category}.xml`,
      contents: new Story({ category }).bodies('escalation.raised').sqs,
    }));
    expect((await validateXML({ xml, schema: [schema] })).errors).toEqual([]);
  });

  it('says nowhere who somebody is, and of a restricted case only which it is', async () => {
    const words = 'لـشيماء الزنقلاوي +249912345678 وMariam Elzanqalawy، شارع القصر';
    const open = new Story({}, words).bodies('escalation.raised');
    const sealed = new Story({ sensitivity: 'restricted', category: 'abduction_ransom' }, words).bodies(
      'escalation.raised',
    );
    for (const secret of SECRETS) expect(JSON.stringify([open, sealed])).not.toContain(secret);
    await valid(open.sqs);
    const alert = await valid(sealed.sqs);
    expect(JSON.stringify(alert)).not.toMatch(/Security|خطف|Abduction|الخرطوم|SD"/);
  });

  it.each([
    ['unverified', 'Unknown'],
    ['single_source', 'Possible'],
    ['two_sources', 'Likely'],
    ['direct_contact', 'Observed'],
    ['official_document', 'Observed'],
  ] as const)('is as sure as its evidence: %s is %s', async (grade, certainty) => {
    const story = new Story();
    const [person] = story.outcome.state.persons;
    story.do(changePerson, { personId: person!.personId, safety: { status: 'hospitalised', grade } });
    const alert = await valid(story.bodies('escalation.raised').sqs);
    for (const info of alert.children.filter(({ name }) => name === 'info'))
      expect(textOf(info, 'certainty')).toBe(certainty);
    const sealed = new Story({ sensitivity: 'sealed' });
    const [child] = sealed.outcome.state.persons;
    sealed.do(changePerson, { personId: child!.personId, safety: { status: 'abducted', grade } });
    expect(sealed.bodies('escalation.raised').sqs).toContain('<certainty>Unknown</certainty>');
  });

  it.each([
    ['an element that CAP does not know', /<urgency>/, '<hurry>now</hurry><urgency>'],
    [
      'a wrong order',
      /<status>Actual<\/status><msgType>Alert<\/msgType>/,
      '<msgType>Alert</msgType><status>Actual</status>',
    ],
    ['a time with Z', /-00:00<\/sent>/, 'Z</sent>'],
    ['a word outside the list', /Immediate/, 'Now'],
    ['no event', /<event>[^<]*<\/event>/, ''],
  ])('would be refused with %s', async (_what, from, to) => {
    const { sqs } = new Story().bodies('escalation.raised');
    const broken = sqs.replace(from, to);
    expect(broken).not.toBe(sqs);
    const { valid } = await validateXML({ xml: [{ fileName: 'alert.xml', contents: broken }], schema: [schema] });
    expect(valid).toBe(false);
  });

  it('leaves out what XML cannot hold', async () => {
    const { sqs } = new Story({}, 'a\u0000b\u0008c\ud800d').bodies('escalation.raised');
    await valid(sqs);
    expect(sqs).toContain('abcd');
  });

  it.each([
    ['exercise', 'Exercise'],
    ['test', 'Test'],
  ] as const)('is marked so that no machine takes an %s for one', async (kind, status) => {
    const drill = { drillId: 'erc.7', kind, at: T0, tiers: [1, 2], answered: [] };
    const where = { link: 'https://o.eg/a/4f7k', ackBy: '2026-10-05T07:00:00.000Z', capSender: 'ops.example.eg' };
    const { message } = drillMessage({ id: 'erc' }, drill, 2, where);
    const alert = await valid((JSON.parse(message) as { sqs: string }).sqs);
    expect([textOf(alert, 'status'), textOf(alert, 'identifier')]).toEqual([status, 'erc.7.2']);
  });
});
