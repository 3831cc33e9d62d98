import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardRow, CaseHead } from '../answers.ts';
import type { Api, Page } from '../api.ts';
import { useRoom } from '../room.ts';
import { useFormat } from '../text/format.ts';
import { Reference } from '../ui/marks.tsx';
import { useProblemText } from '../ui/problem.tsx';
import { useStaff } from './choices.ts';
import type { BoardStore } from './store.ts';

/** What became of one of many. */
export interface Assigned {
  id: string;
  owner: string;
  state: 'waiting' | 'done' | 'already' | 'failed';
  error?: unknown;
}

/** Requests at once: more would keep the board from its own. */
const AT_ONCE = 4;

/** Gives cases an owner, each for itself: one that was changed meanwhile keeps nobody else's from being given. */
export async function assignAll(
  api: Api,
  store: BoardStore,
  ids: readonly string[],
  owner: string,
  tell: (results: readonly Assigned[]) => void,
): Promise<readonly Assigned[]> {
  const results: Assigned[] = ids.map((id) => ({ id, owner, state: 'waiting' }));
  const waiting = [...results.keys()];
  const worker = async () => {
    for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
      const { id } = results[index]!;
      results[index] = { id, owner, ...(await assignOne(api, store.snapshot().rows.get(id), id, owner)) };
      store.learn(id);
      tell([...results]);
    }
  };
  tell([...results]);
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

async function assignOne(
  api: Api,
  known: BoardRow | undefined,
  id: string,
  owner: string,
): Promise<Pick<Assigned, 'state' | 'error'>> {
  try {
    const row = known?.version ? known : (await api.get<Page<BoardRow>>(`/v1/cases?ids=${id}`)).items[0];
    if (row?.owner === owner) return { state: 'already' };
    await api.post<CaseHead>(`/v1/cases/${id}/assign`, { owner }, { ifMatch: row?.version ?? 0 });
    return { state: 'done' };
  } catch (error) {
    return { state: 'failed', error };
  }
}

/** What to do with the selected rows, and what became of each. */
export function Bulk({
  selected,
  results,
  onAssign,
  onClear,
  onRead,
}: {
  selected: ReadonlySet<string>;
  results: readonly Assigned[];
  onAssign: (owner: string) => void;
  onClear: () => void;
  onRead: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { me } = useRoom();
  const staff = useStaff();
  const [owner, setOwner] = useState(me.id);
  return (
    <>
      {selected.size > 0 ? (
        <div className="bulk">
          <strong role="status">{t('selected', { count: selected.size, n: format.number(selected.size) })}</strong>
          <label>
            {t('assignTo')}{' '}
            <select value={owner} onChange={({ target }) => setOwner(target.value)}>
              {staff.map((id) => (
                <option key={id} value={id}>
                  {id === me.id ? `${t('me')} (${id})` : id}
                </option>
              ))}
            </select>
          </label>
          <button type="button" className="primary" onClick={() => onAssign(owner)}>
            {t('assign')}
          </button>
          <button type="button" onClick={onClear}>
            {t('clearSelection')}
          </button>
        </div>
      ) : null}
      {results.length > 0 ? <Results results={results} onRead={onRead} /> : null}
    </>
  );
}

function Results({ results, onRead }: { results: readonly Assigned[]; onRead: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const problemText = useProblemText();
  const done = results.filter(({ state }) => state === 'done' || state === 'already').length;
  const textOf = ({ state, owner, error }: Assigned) => {
    if (state === 'failed') return problemText(error);
    if (state === 'waiting') return t('sending');
    return state === 'done' ? t('assigned', { who: owner }) : t('assignedAlready');
  };
  return (
    <section className="results" aria-label={t('results')}>
      <p role="status">{t('resultSummary', { n: format.number(done), of: format.number(results.length) })}</p>
      <ul>
        {results.map((one) => (
          <li key={one.id} data-state={one.state}>
            <Reference id={one.id} /> {textOf(one)}
          </li>
        ))}
      </ul>
      <button type="button" onClick={onRead}>
        {t('dismiss')}
      </button>
    </section>
  );
}
