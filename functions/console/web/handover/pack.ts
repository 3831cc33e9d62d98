/** The pack of a handover as this screen reads it. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Part } from '../../../../shared/handover/vocabulary.ts';
import type { Handover, HandoverLine } from '../answers.ts';
import type { Api, Page } from '../api.ts';
import { useAnyPoke, useCommand } from '../desk/things.ts';
import { draftOf, keepDraft } from '../drafts.ts';
import { useRoom } from '../room.ts';
import { type Batch, type Decision, nextBatch, type Pending, pendingOf, without } from './decide.ts';

/** Cases move on while a pack is read: pokes tell sooner. Milliseconds. */
const REREAD_MS = 30_000;
const PAGE = 200;

export const pathOf = (id: string) => `/v1/handovers/${id}`;

/** Lines of one part, or of all parts, page after page. */
export async function linesOf(
  api: Api,
  id: string,
  part: Part | undefined,
  signal?: AbortSignal,
): Promise<HandoverLine[]> {
  const all: HandoverLine[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = `limit=${PAGE}${part ? `&part=${part}` : ''}${cursor ? `&cursor=${cursor}` : ''}`;
    const page: Page<HandoverLine> = await api.get(`${pathOf(id)}/lines?${query}`, signal);
    all.push(...page.items);
    cursor = page.next;
  }
  return all;
}

/** The lines of a part as of a version of the handover; read again with each, and now and then because the cases behind them move. */
export function useLines({ id, version }: Pick<Handover, 'id' | 'version'>, part: Part) {
  const { api } = useRoom();
  const lines = useQuery({
    queryKey: ['thing', 'lines', id, part, version],
    queryFn: async ({ signal }) => ({ version, lines: await linesOf(api, id, part, signal) }),
    placeholderData: (before, query) => (query?.queryKey[3] === part ? before : undefined),
    refetchInterval: REREAD_MS,
  });
  useAnyPoke(() => void lines.refetch());
  return lines;
}

/** What was decided here: on the screen at once, and sent one request after the other. What is refused comes off again, with the reason. */
export function useDecisions(id: string) {
  const { api } = useRoom();
  const place = `decisions ${id}`;
  // What was not sent yet survives a reload, and goes out after it.
  const [pending, setPending] = useState<Pending>(() => pendingOf(draftOf(place)));
  useEffect(() => keepDraft(place, pending.size > 0 ? JSON.stringify([...pending]) : ''), [place, pending]);
  const [confirmed, setConfirmed] = useState<ReadonlyMap<string, Decision & { version: number }>>(new Map());
  const { go, state, error } = useCommand(
    pathOf(id),
    (body: Batch, key) => api.post<Handover>(`${pathOf(id)}/dispositions`, body, { key }),
    ({ version }, { lines, ...decision }) =>
      setConfirmed((before) => new Map([...before, ...lines.map((line) => [line, { ...decision, version }] as const)])),
  );
  const busy = useRef(false);
  useEffect(() => {
    const batch = busy.current ? undefined : nextBatch(pending);
    if (!batch) return;
    busy.current = true;
    void go(batch).then(() => {
      busy.current = false;
      setPending((before) => without(before, batch));
    });
  }, [pending, go]);
  return {
    error,
    waiting: state === 'waiting' ? pending.size : 0,
    decide: (lines: readonly string[], decision: Decision) =>
      setPending((before) => new Map([...before, ...lines.map((line) => [line, decision] as const)])),
    /** What is done with a line as far as this screen knows. @param version that the line was read at. */
    decisionOf: (line: HandoverLine, version: number): Decision | undefined => {
      const here = confirmed.get(line.id);
      return pending.get(line.id) ?? (here && here.version > version ? here : line.disposition);
    },
  };
}
