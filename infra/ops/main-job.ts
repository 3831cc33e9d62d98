/** The main job against any running room, through its public doors only. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

/** How the distress call comes in. */
export type Door = { kind: 'form' } | { kind: 'whatsapp'; secret: string; account: string; from: string };

export interface SmokeOptions {
  /** Origin of the room, without a trailing slash. */
  base: string;
  /** Whom the case is escalated to: an agency of kind `exercise`. */
  agency: string;
  /** Any agency may be asked: nobody real is behind it. */
  anyAgency?: boolean;
  door: Door;
  /** Access tokens of an officer and of the agency's machine. */
  officer: string;
  partner: string;
  say: (line: string) => void;
  /** How long the room may take for what follows by itself, milliseconds. */
  patienceMs?: number;
}

interface Head {
  id: string;
  version: number;
  status: string;
  priority: string;
  reporters: { contactId: string }[];
  escalations: { alertId: string; state: string }[];
}

interface Opened {
  id: string;
  /** Opens the status page, where the form gave one. */
  pin?: string;
}

/** What a person who comes upon it must see at once. */
const MARK = 'تمرين · EXERCISE';

/** Commands that overwrite say which version they saw (decisions.md 18); the others are appended to whatever there is. */
const MATCHED = ['triage', 'assign', 'resolve', 'reopen', 'invalidate'];

/** Times a command is repeated when the room itself wrote to the case in between. */
const TRIES = 5;

class Refused extends Error {
  constructor(
    what: string,
    readonly status: number,
    problem: string,
  ) {
    super(`${what}: ${status}${problem ? ` ${problem}` : ''}`);
  }
}

/**
 * Does the main job once and says of each step how long it took. Whatever happens, the case ends invalid as a test: such cases stand in no
 * figure about cases (domain.md e.3).
 *
 * @returns whether every step, the clean-up included, succeeded.
 */
export async function smoke(options: SmokeOptions): Promise<boolean> {
  const { say } = options;
  const run = randomBytes(3).toString('hex');
  const began = performance.now();
  say(`${MARK} ${run}: the main job in ${options.base}, by ${options.door.kind}`);
  const desk = deskOf(options, run);
  let steps = 0;
  async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const took = () => `${Math.round(performance.now() - start)}`.padStart(6);
    try {
      const result = await work();
      say(`  ok     ${took()} ms  ${name}`);
      steps++;
      return result;
    } catch (error) {
      say(`  FAILED ${took()} ms  ${name}: ${(error as Error).message}`);
      throw error;
    }
  }

  let opened: Opened | undefined;
  try {
    await step('the room is up', desk.isUp);
    await step(`agency ${options.agency} is ready and kept for exercises`, desk.agencyIsReady);
    opened = await step('a report comes in and becomes a case', desk.report);
    const { id } = opened;
    await step('it is triaged', () => desk.triage(id));
    await step('it has an owner', () => desk.take(id));
    const alertId = await step('the agency is asked, and the alert has left', () => desk.ask(id));
    await step('the agency acknowledges, accepts and completes', () => desk.agencyAnswers(alertId));
    await step('whoever reported is answered', () => desk.answer(opened!));
    await step('it is resolved', () => desk.resolve(id));
    await step('its timeline verifies', () => desk.verify(id));
  } catch {
    // Said already; the clean-up comes in any case.
  }
  const whole = steps === 10;
  if (opened) await step('clean-up: invalid as a test', () => desk.cleanUp(opened!.id)).catch(() => {});
  const all = whole && steps === 11;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(all ? `All ${steps} steps in ${seconds} s. Case ${opened?.id} stays as invalid.` : `Failed after ${seconds} s.`);
  return all;
}

function deskOf(options: SmokeOptions, run: string) {
  const { base, agency, door, officer, partner, patienceMs = 60_000 } = options;

  async function call<T>(who: string, method: string, path: string, body?: unknown, version?: number): Promise<T> {
    const response = await fetch(base + path, {
      method,
      headers: {
        accept: 'application/json',
        ...(who ? { authorization: `Bearer ${who}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const answer = (await response.json().catch(() => undefined)) as unknown;
    if (response.ok) return answer as T;
    const { type = '' } = (answer ?? {}) as { type?: string };
    throw new Refused(`${method} ${path}`, response.status, type.split('/').at(-1) ?? '');
  }

  const head = (id: string) => call<Head>(officer, 'GET', `/v1/cases/${id}`);

  /** A command on the case as it is now; again, when the room wrote to it meanwhile. */
  async function act(id: string, command: string, body: unknown): Promise<Head> {
    for (let tries = 1; ; tries++) {
      const version = MATCHED.includes(command) ? (await head(id)).version : undefined;
      try {
        return await call<Head>(officer, 'POST', `/v1/cases/${id}/${command}`, body, version);
      } catch (error) {
        if (!(error instanceof Refused && error.status === 412) || tries === TRIES) throw error;
      }
    }
  }

  /** What follows by itself, looked for with growing pauses. */
  async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    const deadline = performance.now() + patienceMs;
    for (let pause = 50; ; pause = Math.min(2_000, pause * 1.5)) {
      const found = await look();
      if (found !== undefined) return found;
      if (performance.now() > deadline) throw new Error(`${what}: not within ${patienceMs / 1000} s`);
      await delay(pause);
    }
  }

  const words = `${MARK} ${run}: استفسار تجريبي عن مواعيد عمل القنصلية. A test enquiry about consular opening hours.`;

  return {
    async isUp() {
      const { status } = await call<{ status: string }>('', 'GET', '/health');
      if (status !== 'ok') throw new Error(`health says ${status}`);
      await call('', 'GET', '/openapi.json');
    },

    async agencyIsReady() {
      const { kind, state } = await call<{ kind: string; state: string }>(officer, 'GET', `/v1/agencies/${agency}`);
      if (kind !== 'exercise' && !options.anyAgency)
        throw new Error(`its kind is ${kind}: real people would be called`);
      if (state !== 'ready') throw new Error(`it is ${state}: its alert would wake the supervisor`);
    },

    async report(): Promise<Opened> {
      if (door.kind === 'form') {
        const fields = { message: words, name: MARK };
        const { reference, pin } = await call<{ reference: string; pin: string }>('', 'POST', '/report', fields);
        return { id: reference, pin };
      }
      await deliver(base, door, words, run);
      const id = await until('the case of the message', async () => {
        const found = await call<{ items: { case: string; summary: string }[] }>(
          officer,
          'POST',
          '/v1/contacts/search',
          { phone: `+${door.from}` },
        );
        return found.items.find(({ summary }) => summary.includes(run))?.case;
      });
      return { id };
    },

    async triage(id: string) {
      const { priority } = await head(id);
      const reason = `${MARK}: smoke ${run}`;
      await act(id, 'triage', { priority, category: 'enquiry', reason });
    },

    async take(id: string) {
      const { id: owner } = await call<{ id: string }>(officer, 'GET', '/v1/me');
      await act(id, 'assign', { owner });
      await act(id, 'notes', { text: `${MARK}: smoke ${run}` });
    },

    async ask(id: string) {
      const ask = `${MARK} ${run}: لا يلزم إجراء. Nothing needs to be done.`;
      const asked = await act(id, 'escalations', { agency, ask });
      const { alertId } = asked.escalations.at(-1)!;
      await until('the alert to leave', async () => {
        const { state } = (await head(id)).escalations.find((known) => known.alertId === alertId)!;
        if (state === 'failed') throw new Error('SNS refused the alert');
        return state === 'raised' ? undefined : state;
      });
      return alertId;
    },

    async agencyAnswers(alertId: string) {
      const by = { by: MARK, role: 'smoke' };
      const alert = (action: string, body: object) =>
        call(partner, 'POST', `/partner/v1/alerts/${alertId}/${action}`, body);
      await alert('acknowledge', by);
      await alert('accept', { ...by, eta: 'PT15M' });
      await alert('complete', { ...by, text: `${MARK}: smoke ${run}` });
    },

    async answer({ id, pin }: Opened) {
      const [reporter] = (await head(id)).reporters;
      const { contactId } = reporter!;
      const text = `${MARK} ${run}: شكرًا، هذه رسالة تجريبية. Thank you, this was a test.`;
      if (pin !== undefined) {
        // Nobody can be written to over the web: he is telephoned, and reads the rest on the status page.
        await act(id, 'calls', { contactId, direction: 'out', answered: true, text });
        await call('', 'POST', '/status', { reference: id, pin });
        return;
      }
      const { version } = await act(id, 'messages', { contactId, text });
      await until('the message to leave', async () => {
        const { items } = await call<{ items: { type: string; seq: number }[] }>(
          officer,
          'GET',
          `/v1/cases/${id}/timeline?after=${version - 1}&limit=200`,
        );
        if (items.some(({ type }) => type === 'message.failed')) throw new Error('the provider refused it');
        return items.find(({ type }) => type === 'message.sent');
      });
    },

    async resolve(id: string) {
      await act(id, 'resolve', {
        code: 'information_given',
        text: `${MARK}: smoke ${run}`,
        verifiedBy: MARK,
        verifiedHow: 'reporter_contact',
      });
    },

    async verify(id: string) {
      const proof = await call<{ valid: boolean; events?: number; brokenAt?: number }>(
        officer,
        'GET',
        `/v1/cases/${id}/timeline/verification`,
      );
      if (!proof.valid) throw new Error(`broken at event ${proof.brokenAt}`);
    },

    /** Ends the case as a test, from wherever it stands. */
    async cleanUp(id: string) {
      const { status, escalations } = await head(id);
      for (const { alertId, state } of escalations) {
        if (['declined', 'completed', 'stood_down'].includes(state)) continue;
        await act(id, `escalations/${alertId}/stand-down`, { reason: `${MARK}: smoke ${run}` });
      }
      if (status === 'resolved') await act(id, 'reopen', { reason: `${MARK}: smoke ${run}` });
      const ended = await act(id, 'invalidate', { reason: 'test' });
      if (ended.status !== 'invalid') throw new Error(`it is ${ended.status}`);
    },
  };
}

/** A message as Meta delivers it, signed with the app secret. */
async function deliver(
  base: string,
  { secret, account, from }: Door & { kind: 'whatsapp' },
  text: string,
  run: string,
): Promise<void> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: account, phone_number_id: account },
    contacts: [{ profile: { name: MARK }, wa_id: from }],
    messages: [{ from, id: `wamid.smoke-${run}`, timestamp, type: 'text', text: { body: text } }],
  };
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: account, changes: [{ field: 'messages', value }] }],
  });
  const response = await fetch(`${base}/webhooks/whatsapp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
    },
    body,
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw new Refused('POST /webhooks/whatsapp', response.status, '');
}
