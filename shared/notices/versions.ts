import type { Head, Store } from '../ledger/store.ts';
import type { Notice, NoticeVersion } from './notice.ts';
import { noticeStream } from './vocabulary.ts';

/** A version as it was published: the current one, or an earlier one from the stream. */
export async function noticeVersion(
  store: Pick<Store, 'timeline'>,
  { id, state }: Pick<Head<Notice>, 'id' | 'state'>,
  version: number,
): Promise<NoticeVersion | undefined> {
  if (state.current?.version === version) return state.current;
  const known = state.history.find((each) => each.version === version);
  if (!known) return undefined;
  const { events } = await store.timeline(noticeStream(id), known.seq - 1, 1);
  return events[0]?.data as NoticeVersion | undefined;
}
