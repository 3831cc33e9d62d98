import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Fault } from '../../infra/local/aws/types.ts';
import type { Calls, StartOptions } from './room-process.ts';

type Results = { [Name in keyof Calls]: Awaited<ReturnType<Calls[Name]>> };

/** The room under test, seen from outside: a process that may be gone. */
export class RoomProcess {
  url = '';
  dynamodbUrl = '';
  tables = { cases: '', ledger: '' };
  private child: ChildProcess | undefined;
  private asked = 0;
  private readonly waiting = new Map<number, { resolve: (result: never) => void; reject: (error: Error) => void }>();

  constructor(private readonly options: StartOptions) {}

  /** Starts it, or starts it again on its data. @throws with the room's own sentence when it cannot */
  async start(): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.startOnce();
      } catch (error) {
        await this.kill();
        if (tries === 3) throw error;
        await new Promise((resolve) => setTimeout(resolve, 3000));
      }
    }
  }

  private async startOnce(): Promise<void> {
    const child = fork(fileURLToPath(new URL('./room-process.ts', import.meta.url)), {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child = child;
    child.on('message', ({ id, result, error }: { id: number; result?: unknown; error?: string }) => {
      const one = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) one?.resolve(result as never);
      else one?.reject(new Error(error));
    });
    child.on('exit', () => {
      if (this.child === child) this.child = undefined;
      for (const [id, one] of this.waiting) {
        this.waiting.delete(id);
        one.reject(new Error('the room is gone'));
      }
    });
    Object.assign(this, await this.ask('start', this.options));
  }

  get running(): boolean {
    return this.child !== undefined;
  }

  ask<Name extends keyof Calls>(name: Name, ...args: Parameters<Calls[Name]>): Promise<Results[Name]> {
    const { child } = this;
    if (!child) return Promise.reject(new Error('the room is gone'));
    const id = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (result: never) => void, reject });
      child.send({ id, name, args }, (error) => error && this.waiting.get(id)?.reject(error));
    });
  }

  /** As a power cut does: SIGKILL, nothing is said and nothing is finished. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  /** Breaks AWS calls by these and by nothing else. Whether the room is there to hear it, is up to chance. */
  async faults(faults: readonly Fault[]): Promise<void> {
    await fetch(`${this.url}/_local/faults`, { method: 'DELETE' });
    for (const fault of faults) {
      await fetch(`${this.url}/_local/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      });
    }
  }

  /** Moves the clock and runs the minute. @returns the room's instant, milliseconds */
  async advance(duration: string): Promise<number> {
    const answer = await fetch(`${this.url}/_local/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: duration }),
    });
    return Date.parse(((await answer.json()) as { now: string }).now);
  }

  /** Access token for a role, or for an agency's machine. */
  async token(who: { role: string } | { agency: string }): Promise<string> {
    const answer = await fetch(`${this.url}/_local/tokens`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(who),
    });
    return ((await answer.json()) as { token: string }).token;
  }
}
