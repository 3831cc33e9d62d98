import { useCallback, useEffect, useRef, useState } from 'react';
import { Offline, Problem } from './api.ts';

/** A lost network is tried again this often. Milliseconds. */
const RETRY_MS = 2_000;

export type Sending = 'idle' | 'sending' | 'waiting';

/**
 * Sends what a form says, once: each try of the same words carries the same key, so that a lost answer doubles nothing; while the room cannot be
 * reached it waits and goes on by itself.
 *
 * @param send carries `key` as the Idempotency-Key.
 * @param done is called with the answer.
 */
export function useSend<B, T>(send: (body: B, key: string) => Promise<T>, done?: (answer: T, body: B) => void) {
  const [state, setState] = useState<Sending>('idle');
  const [error, setError] = useState<unknown>();
  const press = useRef({ words: '', key: '' });
  const there = useRef(true);
  const latest = useRef({ send, done });
  latest.current = { send, done };
  useEffect(() => {
    there.current = true;
    return () => {
      there.current = false;
    };
  }, []);

  const go = useCallback(async (body: B): Promise<void> => {
    const words = JSON.stringify(body);
    if (press.current.words !== words) press.current = { words, key: crypto.randomUUID() };
    setState('sending');
    setError(undefined);
    while (there.current) {
      try {
        const answer = await latest.current.send(body, press.current.key);
        press.current = { words: '', key: '' };
        setState('idle');
        latest.current.done?.(answer, body);
        return;
      } catch (failure) {
        if (!(failure instanceof Offline)) {
          // A refusal is an answer: the same words pressed again are a new try.
          if (failure instanceof Problem && failure.status < 500) press.current = { words: '', key: '' };
          setState('idle');
          setError(failure);
          return;
        }
        setState('waiting');
        await later();
      }
    }
  }, []);
  return { go, state, error, clear: () => setError(undefined) };
}

function later(): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      removeEventListener('online', go);
      resolve();
    };
    const timer = setTimeout(go, RETRY_MS);
    addEventListener('online', go);
  });
}
