import { expect } from 'vitest';

/** What will be so once the room has got to it; it is shared with whatever else this machine does. */
export const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 });
