import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../text/format.ts';
import { misplaced } from './rows.ts';
import type { Snapshot } from './store.ts';

/** What has arrived and waits: said aloud, and shown when asked for. */
export function News({ board, onShow, letters }: { board: Snapshot; onShow: () => void; letters: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { fresh, rows, order, gone } = board;
  const urgent = fresh.filter((id) => rows.get(id)?.priority === 'P1').length;
  const moved = useMemo(() => misplaced({ rows, order, gone }) > 0, [rows, order, gone]);
  const any = fresh.length > 0 || gone.size > 0 || moved;
  const text = any ? t('news', { count: fresh.length, n: format.number(fresh.length) }) : '';
  return (
    <div className="news" data-urgent={urgent > 0 || undefined} data-any={any || undefined}>
      <span role="status">
        {text}
        {urgent > 0 ? <strong> {t('newsUrgent', { n: format.number(urgent) })}</strong> : null}
      </span>
      {any ? (
        <button type="button" onClick={onShow} aria-keyshortcuts={letters ? 'n' : undefined}>
          {t('showNews')}
          {letters ? (
            <>
              {' '}
              <kbd>N</kbd>
            </>
          ) : null}
        </button>
      ) : null}
    </div>
  );
}
