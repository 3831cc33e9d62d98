import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { BoardRow } from '../answers.ts';
import type { Page } from '../api.ts';
import { useRoom } from '../room.ts';
import { hrefOf } from '../route.ts';

/** Open cases, most urgent first. */
export function BoardScreen() {
  const { t } = useTranslation();
  const { api, line } = useRoom();
  const { data, error } = useQuery({
    queryKey: ['board'],
    queryFn: ({ signal }) => api.get<Page<BoardRow>>('/v1/cases?limit=200', signal),
    refetchInterval: line === 'live' ? false : 5_000,
  });
  return (
    <section aria-busy={!data}>
      <h1>{t('board')}</h1>
      {error ? <p role="alert">{t('failed')}</p> : null}
      <ol className="rows">
        {data?.items.map((row) => (
          <li key={row.id} data-priority={row.priority}>
            <a href={hrefOf(['cases', row.id])}>
              <bdi>{row.priority}</bdi> <bdi>{row.id}</bdi> <span dir="auto">{row.summary}</span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}
