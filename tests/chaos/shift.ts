/** Two supervisors who hand the room over to each other all day, while everything breaks: no case may fall between them. */
import type { Dice } from './dice.ts';
import { pause } from './providers.ts';
import type { Answer, Staff } from './staff.ts';

interface Handover {
  version: number;
  parts: { part: string; lines: number; open?: number }[];
  obligations?: { withoutOwner: string[]; openLines: number };
}

const MINUTE = 60_000;

/** A handover is tried so often: meanwhile cases come in, change hands and end. */
const ROUNDS = 5;

/** What both may own cases under; whoever is on the next shift takes some of them. */
const TAKERS = ['nadia', 'sami', 'officer'] as const;

export class ShiftChange {
  constructor(
    private readonly staff: Staff,
    private readonly dice: Dice,
    private readonly now: () => number,
    private readonly stopped: () => boolean,
  ) {}

  async work(pauseMs: number): Promise<void> {
    let [leaves, comes] = ['supervisor', 'director'];
    while (!this.stopped()) {
      await pause(this.dice.next() * 2 * pauseMs);
      try {
        await this.handOver(leaves, comes);
        [leaves, comes] = [comes, leaves];
      } catch {
        // The room is being killed or started.
        await pause(500);
      }
    }
  }

  private async handOver(leaves: string, comes: string): Promise<void> {
    const [evening, night] = [await this.shift(leaves, -7 * 60), await this.shift(comes, -1)];
    if (!evening || !night) return;
    const path = `/v1/handovers/${evening}`;
    const ask = (who: string, verb: string, to: string, body: object, ifMatch?: number) =>
      this.staff.command(who, evening, { verb, path: to, body, ...(ifMatch === undefined ? {} : { ifMatch }) });
    await ask(leaves, 'draft', '/v1/handovers', { shift: evening, to: night, successor: comes });
    for (let round = 0; round < ROUNDS && !this.stopped(); round++) {
      const offered = bodyOf<Handover>(await ask(leaves, 'offer', `${path}/offer`, { to: night, successor: comes }));
      if (!offered) continue;
      const dispose = (who: string, body: object) => ask(who, 'dispose', `${path}/dispositions`, body);
      for (const { part, lines } of offered.parts)
        if (lines > 0) await dispose(part === 'sealed' ? comes : leaves, { part, disposition: 'noted' });
      await dispose(comes, { part: 'sealed', disposition: 'noted' });
      for (const priority of ['P1', 'P2', 'P3'])
        await dispose(comes, { filter: { priority }, disposition: 'take', to: this.dice.pick(TAKERS) });
      const ready = await this.staff.get<Handover>(comes, path);
      if (!ready) continue;
      // Asked twice at once, by somebody who presses twice: one of the two is told that it is done.
      const accept = () => ask(comes, 'accept', `${path}/accept`, {}, ready.version);
      const answers = await Promise.all(this.dice.chance(0.3) ? [accept(), accept()] : [accept()]);
      if (answers.some((answer) => answer?.status === 200)) return;
    }
  }

  /** A shift of eight hours that began so many minutes ago. @returns its id */
  private async shift(supervisor: string, minutes: number): Promise<string | undefined> {
    const start = new Date(Math.floor(this.now() / MINUTE + minutes) * MINUTE).toISOString();
    const roster = [{ staff: supervisor, role: 'supervisor' }, ...TAKERS.map((staff) => ({ staff, role: 'officer' }))];
    const act = { verb: 'shift', path: '/v1/shifts', body: { start, roster } };
    return bodyOf<{ id: string }>(await this.staff.command('director', start, act))?.id;
  }
}

/** What came back, where it was done. */
const bodyOf = <T>(answer: Answer | undefined): T | undefined =>
  answer && answer.status < 300 ? (answer.body as T) : undefined;
