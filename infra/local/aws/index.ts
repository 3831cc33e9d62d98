import type { AwsSide, AwsSideOptions } from './types.ts';

export type * from './types.ts';

/** Starts the emulators and the door in front of them. Rejects with one clear sentence when something is missing. */
export declare function startAwsSide(options: AwsSideOptions): Promise<AwsSide>;
