/** One run: people write, officers and agencies act, the ground shakes; then everything comes to rest and is judged. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalAssembly, localAssembly } from '../../infra/local/assembly.ts';
import type { Fault } from '../../infra/local/aws/types.ts';
import { check } from './check/check.ts';
import type { Finding } from './check/rule.ts';
import { Citizens, type Way } from './citizens.ts';
import { Dice } from './dice.ts';
import { Providers, pause } from './providers.ts';
import { everything, type Published, type Records } from './records.ts';
import { RoomProcess } from './room.ts';
import { ShiftChange } from './shift.ts';
import { Staff } from './staff.ts';

export interface ChaosOptions {
  seed: number;
  /** The storm ends after so many messages, or so many milliseconds, whichever is first. */
  messages: number;
  limitMs: number;
  senders: number;
  /** Share of AWS calls that are struck while the weather is ordinary. */
  rate: number;
  /** Times the whole room is killed and started again. */
  restarts: number;
  /** Officers at work; none leaves every case as it came. */
  officers: number;
  ways?: readonly Way[];
  /** Data folder of a room to begin with; a new one otherwise. */
  data?: string;
  /** Built before, where several runs are made of one state of the sources. */
  assembly?: LocalAssembly;
  say?: (line: string) => void;
  /** Ends the storm early; what happened is judged all the same. */
  signal?: AbortSignal;
}

export interface ChaosResult {
  findings: Finding[];
  records: Records;
  /** Kept where something was found. */
  folder?: string;
}

/** Nothing is stuck for longer after the storm, milliseconds. */
const REST_MS = 120_000;

/** People write on while so many messages are not taken yet, and no queue holds more. */
const UNTAKEN = 12;
const WAITING = 12;

export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const storm = new Storm(options, await mkdtemp(join(tmpdir(), 'chaos-')));
  return storm.run();
}

type Upheaval = 'restart' | 'worker' | 'time' | 'outage' | 'storm';

/** A service is out, or everything worse than usual, for so long at most, milliseconds. */
const OUTAGE_MS = 5000;

class Storm {
  private readonly dice: Dice;
  private readonly say: (line: string) => void;
  private readonly published = new Map<string, Published>();
  private offset = 0;
  private readonly now = () => Date.now() + this.offset;
  private over = false;
  /** Until the judge has spoken, what happened is worth keeping. */
  private wrong = true;
  private room!: RoomProcess;
  private providers!: Providers;
  private staff!: Staff;

  constructor(
    private readonly options: ChaosOptions,
    private readonly folder: string,
  ) {
    this.dice = new Dice(options.seed);
    this.say = options.say ?? (() => {});
  }

  async run(): Promise<ChaosResult> {
    const { rate } = this.options;
    this.providers = new Providers({ dice: this.dice.split('providers'), rate, now: this.now });
    try {
      await this.open();
      const citizens = await this.rage();
      const records = await this.rest(citizens);
      const findings = check(records);
      this.wrong = findings.some(({ faults }) => faults.length > 0);
      if (this.wrong) await writeFile(join(this.folder, 'records.json'), JSON.stringify(records));
      return { findings, records, ...(this.wrong ? { folder: this.folder } : {}) };
    } finally {
      await this.providers.close();
      await this.room?.kill();
      if (!this.wrong) await rm(this.folder, { recursive: true, force: true });
    }
  }

  private async open(): Promise<void> {
    const port = await freePort();
    const env = await this.providers.open(port);
    this.room = new RoomProcess({
      env: { ...env, PORT: String(port), OPS_DATA_DIR: join(this.folder, 'data') },
      assembly: this.options.assembly ?? (await localAssembly()),
      folder: this.folder,
    });
    if (this.options.data) await cp(this.options.data, join(this.folder, 'data'), { recursive: true });
    this.say('starting the room');
    await this.room.start();
    this.staff = new Staff(this.room, this.dice.split('staff'), this.now, () => this.over);
  }

  private async rage(): Promise<Citizens> {
    const { messages, limitMs, senders, ways, signal } = this.options;
    const citizens = new Citizens(this.providers, this.dice.split('citizens'), senders, ways);
    const until = Date.now() + limitMs;
    await this.room.faults(this.weather(this.options.rate));
    const { officers } = this.options;
    // Somebody does something about every message, more or less; a person takes a moment for each.
    const pace = Math.min(2000, Math.max(200, (officers * limitMs) / messages / 2));
    const working = Array.from({ length: officers }, (_, n) => this.staff.work(`officer ${n}`, pace));
    const shifts = new ShiftChange(this.staff, this.dice.split('shifts'), this.now, () => this.over);
    // A shift changes several times in the shortest storm.
    const changing = shifts.work(Math.min(20_000, limitMs / 8));
    const restless = [this.watch(), this.upheavals(until), changing, ...working];
    const dice = this.dice.split('pace');
    for (let n = 0; n < messages && Date.now() < until && !signal?.aborted; n++) {
      citizens.speak();
      await this.breath(citizens);
      await pause(dice.next() * 2 * Math.max(20, (until - Date.now()) / (messages - n) / 2));
    }
    this.over = true;
    await Promise.all(restless);
    return citizens;
  }

  /** However slow the machine is: the room is to be shaken, not buried. */
  private async breath(citizens: Citizens): Promise<void> {
    const waits = async () => {
      const untaken = [...this.providers.said, ...citizens.forms].filter(({ taken }) => !taken).length;
      if (untaken > UNTAKEN) return true;
      const queues = await this.room.ask('queues').catch(() => []);
      return queues.some(({ name, depth }) => depth > WAITING && !name.startsWith('agency-'));
    };
    for (let tries = 0; tries < 60 && !this.options.signal?.aborted && (await waits()); tries++) await pause(500);
  }

  private weather(rate: number): Fault[] {
    const share = rate / 4;
    return [
      { kind: 'throttle', rate: share },
      { kind: 'error', rate: share },
      { kind: 'crash-after-commit', rate: share },
      { kind: 'latency', rate: share, ms: 300 },
    ];
  }

  /** What SNS delivers is written down while it happens: the room forgets the oldest. */
  private async watch(): Promise<void> {
    while (!this.over) {
      await this.collect().catch(() => undefined);
      await pause(500);
    }
  }

  private async collect(): Promise<void> {
    for (const { id, messageId, topicArn, protocol, subject, attributes, at, kind } of await this.room.ask(
      'deliveries',
    )) {
      if (kind !== 'notification' || this.published.has(id)) continue;
      const topic = topicArn.slice(topicArn.lastIndexOf(':') + 1);
      const one = { messageId, topic, protocol, attributes, at, ...(subject === undefined ? {} : { subject }) };
      this.published.set(id, one);
      if (!this.over) void this.staff.hear(one);
    }
  }

  /** Workers die, the whole room dies, and time passes. */
  private async upheavals(until: number): Promise<void> {
    const dice = this.dice.split('upheavals');
    let restarts = this.options.restarts;
    const every = Math.max(1000, (until - Date.now()) / (restarts * 4 + 4));
    while (!this.over) {
      const next = Date.now() + every * (0.5 + dice.next());
      while (!this.over && Date.now() < next) await pause(250);
      if (this.over) break;
      const what =
        restarts > 0 && dice.chance(0.25) ? 'restart' : dice.weighed({ worker: 4, time: 3, outage: 2, storm: 2 });
      if (what === 'restart') restarts -= 1;
      await this.upheave(what, dice).catch((error: Error) => this.say(`${what}: ${error.message}`));
    }
    for (; restarts > 0 && !this.options.signal?.aborted; restarts--) await this.upheave('restart', dice);
  }

  private async upheave(what: Upheaval, dice: Dice): Promise<void> {
    if (what === 'worker') {
      const name = dice.pick(['webhooks', 'intake', 'relay', 'reply', 'clock', 'api', 'media', 'rollup']);
      this.say(`kills the workers of ${name}`);
      return this.room.ask('killWorker', name);
    }
    if (what === 'time') {
      const duration = dice.pick(['PT30S', 'PT2M', 'PT6M', 'PT11M', 'PT25M']);
      this.say(`${duration} pass`);
      return this.pass(duration);
    }
    if (what === 'outage' || what === 'storm') {
      const service = dice.pick(['dynamodb', 'sqs', 'sns', 's3']);
      const kind = dice.pick(['throttle', 'error', 'crash-after-commit'] as const);
      const { rate } = this.options;
      this.say(what === 'outage' ? `${service} is out: ${kind}` : 'everything fails four times as often');
      await this.room.faults(what === 'outage' ? [{ service, kind }] : this.weather(Math.min(0.8, rate * 4)));
      await pause(1000 + dice.next() * OUTAGE_MS);
      return this.room.faults(this.weather(rate));
    }
    this.say('kills the room');
    await this.room.kill();
    await pause(dice.next() * 2000);
    await this.room.start();
    this.offset = (await this.room.ask('now')) - Date.now();
    if (!this.over) await this.room.faults(this.weather(this.options.rate));
    this.say('the room is back');
  }

  private async pass(duration: string): Promise<void> {
    await this.room.advance(duration);
    this.offset = (await this.room.ask('now')) - Date.now();
  }

  /** No more faults; everything that still has to happen happens. Then everything is read. */
  private async rest(citizens: Citizens): Promise<Records> {
    this.say('calm: what is left is carried out');
    this.providers.rate = 0;
    await this.room.faults([]);
    await this.providers.idle(REST_MS);
    await citizens.idle();
    for (const minutes of [2, 2, 16, 2]) {
      await this.settle();
      this.say(`${minutes} minutes pass`);
      await this.pass(`PT${minutes}M`);
    }
    await this.settle();
    const sweptAt = new Date(await this.room.ask('now')).toISOString();
    await this.pass('PT1S');
    await this.settle();
    await this.collect();
    const { dynamodbUrl, tables } = this.room;
    return {
      ledger: await everything(dynamodbUrl, tables.ledger),
      cases: await everything(dynamodbUrl, tables.cases),
      said: [...this.providers.said, ...citizens.forms].map((one) => ({ ...one })),
      told: this.providers.told,
      performed: this.providers.performed,
      published: [...this.published.values()],
      commands: this.staff.commands,
      queues: await this.room.ask('queues'),
      objects: await this.room.ask('objects'),
      denied: await this.room.ask('denied'),
      sweptAt,
      now: new Date(await this.room.ask('now')).toISOString(),
    };
  }

  /** What never comes to rest shows in its queue; it is judged there. */
  private async settle(): Promise<void> {
    await this.room.ask('settle', REST_MS).catch((error: Error) => this.say(error.message));
    await this.providers.idle(REST_MS);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
