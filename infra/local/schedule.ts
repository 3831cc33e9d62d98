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

/** @throws for expressions other than `rate(…)`, which are not run here. */
export function periodOf(expression: string): number {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const period = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (!(period > 0)) throw new Error(`schedule ${expression} is not understood by the local runner`);
  return period;
}

export class Schedules {
  private readonly entries: { definition: ScheduleDefinition; period: number; dueAt: number }[];
  private timer: NodeJS.Timeout | undefined;
  private running = 0;

  constructor(private readonly options: SchedulesOptions) {
    const now = options.now();
    this.entries = options.schedules.map((definition) => {
      const period = periodOf(definition.expression);
      return { definition, period, dueAt: now + period };
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
      if (entry.period === UNITS.minute) entry.dueAt = Math.min(entry.dueAt, this.options.now());
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
    for (const entry of due) entry.dueAt = now + entry.period;
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
