/** Scheduled functions: by the room's clock, and on demand when somebody moves it. */
import type { ScheduleDefinition } from './template.ts';

const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Pause before an asynchronous invocation is tried again, milliseconds. */
const RETRY_MS = 1000;

export interface SchedulesOptions {
  schedules: ScheduleDefinition[];
  account: string;
  region: string;
  now: () => number;
  invoke: (name: string, event: unknown) => Promise<unknown>;
  onError: (message: string) => void;
}

const DAY_MS = 86_400_000;

/**
 * How often a schedule runs, and how far behind UTC midnight those of each day do, in milliseconds.
 * @throws for expressions other than `rate(…)` and `cron(<minute> <hour> * * ? *)`, which are not run here.
 */
export function periodOf(expression: string): { period: number; offset?: number } {
  const [, minute, hour] = /^cron\((\d+) (\d+) \* \* \? \*\)$/.exec(expression) ?? [];
  if (minute && hour) return { period: DAY_MS, offset: (Number(hour) * 60 + Number(minute)) * 60_000 };
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const period = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (!(period > 0)) throw new Error(`schedule ${expression} is not understood by the local runner`);
  return { period };
}

/** The first instant after `now` at which a schedule runs. */
function nextOf({ period, offset }: ReturnType<typeof periodOf>, now: number): number {
  return offset === undefined ? now + period : Math.floor((now - offset) / period + 1) * period + offset;
}

export class Schedules {
  private readonly entries: { definition: ScheduleDefinition; times: ReturnType<typeof periodOf>; dueAt: number }[];
  private timer: NodeJS.Timeout | undefined;
  private running = 0;

  constructor(private readonly options: SchedulesOptions) {
    const now = options.now();
    this.entries = options.schedules.map((definition) => {
      const times = periodOf(definition.expression);
      return { definition, times, dueAt: nextOf(times, now) };
    });
  }

  /** Runs them by themselves from now on. */
  start(): void {
    this.timer = setInterval(() => void this.runDue(), 1000);
  }

  /** Functions a schedule has woken that have not returned. */
  busy(): number {
    return this.running;
  }

  /** Runs every schedule that is due by the room's clock, and those of each minute in any case. */
  async tick(): Promise<void> {
    for (const entry of this.entries) {
      if (entry.times.period === UNITS.minute) entry.dueAt = Math.min(entry.dueAt, this.options.now());
    }
    await this.runDue();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async runDue(): Promise<void> {
    const now = this.options.now();
    const due = this.entries.filter((entry) => entry.dueAt <= now);
    // A missed period is not repeated.
    for (const entry of due) entry.dueAt = nextOf(entry.times, now);
    await Promise.all(due.map(({ definition }) => this.run(definition, now)));
  }

  private async run(definition: ScheduleDefinition, now: number): Promise<void> {
    const { account, region, invoke, onError } = this.options;
    const time = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
    const event = definition.input
      ? (JSON.parse(definition.input) as unknown)
      : {
          version: '0',
          id: `${definition.id}-${now}`,
          'detail-type': 'Scheduled Event',
          source: 'aws.events',
          account,
          time,
          region,
          resources: [definition.arn],
          detail: {},
        };
    this.running += 1;
    try {
      for (let attempt = 0; ; attempt += 1) {
        try {
          return void (await invoke(definition.function, event));
        } catch (error) {
          onError((error as Error).message);
          if (attempt >= definition.retries) return;
          await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        }
      }
    } finally {
      this.running -= 1;
    }
  }
}
