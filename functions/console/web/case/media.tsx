import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Medium } from '../../../../shared/case/events.ts';
import type { Attachment } from '../answers.ts';
import { useRoom } from '../room.ts';
import { useFormat } from '../text/format.ts';
import { useCase } from './page.ts';
import { ATTACHMENT_FAILURES } from './words.ts';

/** How often one that is still being fetched is looked for. Milliseconds. */
const AGAIN_MS = 4_000;
/** Links hold for five minutes. */
const FRESH_MS = 240_000;

/** A photo, a voice note, a video in its place; a paper as a file to keep; else why there is none. */
export function Media({ messageId, n, medium }: { messageId: string; n: number; medium: Medium }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const { id, events } = useCase();
  // What became of it is news of the case: nobody waits for the next time it is looked for.
  const known = events.some(
    ({ type, data }) => /^attachment\./.test(type) && data?.messageId === messageId && data.n === n,
  );
  const [unreadable, setUnreadable] = useState(false);
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: ['attachment', messageId, n, known],
    queryFn: ({ signal }) => api.get<Attachment>(`/v1/cases/${id}/attachments/${messageId}/${n}`, signal),
    refetchInterval: ({ state }) => (state.data?.state === 'pending' ? AGAIN_MS : false),
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) {
    return (
      <p className="media-note">
        {t('mediaLost')}{' '}
        <button type="button" onClick={() => void refetch()}>
          {t('retry')}
        </button>
      </p>
    );
  }
  if (!data || data.state === 'pending') {
    return (
      <p className="media-note" aria-busy>
        {t('mediaPending')}
      </p>
    );
  }
  if (data.state === 'failed') {
    const why = ATTACHMENT_FAILURES[data.reason];
    return (
      <p className="media-note" data-state="failed">
        {why ? format.both(why) : t('mediaLost')}
      </p>
    );
  }
  // A link that has run out is asked for again; what this browser cannot show is offered as a file.
  const onError = () => {
    if (Date.now() - dataUpdatedAt > FRESH_MS) void refetch();
    else setUnreadable(true);
  };
  const { url, mime, bytes } = data;
  const [kind] = mime.split('/');
  const name = medium.name ?? t(kind === 'image' ? 'photo' : kind === 'audio' ? 'voiceNote' : 'file');
  const file = (
    <a className="media-file" href={url} target="_blank" rel="noopener noreferrer">
      <bdi>{name}</bdi>{' '}
      <small dir="ltr">{`${mime} · ${format.number(Math.max(1, Math.round(bytes / 1000)))} KB`}</small>
    </a>
  );
  if (unreadable) return file;
  if (kind === 'image') {
    return (
      <a className="media-photo" href={url} target="_blank" rel="noopener noreferrer">
        <img src={url} alt={medium.name ?? t('photo')} loading="lazy" onError={onError} />
      </a>
    );
  }
  if (kind === 'audio') {
    // biome-ignore lint/a11y/useMediaCaption: what a citizen says has no captions; what was understood of it stands in notes.
    return <audio controls preload="metadata" src={url} aria-label={name} onError={onError} />;
  }
  if (kind === 'video') {
    // biome-ignore lint/a11y/useMediaCaption: as above.
    return <video controls preload="metadata" src={url} aria-label={name} onError={onError} />;
  }
  return file;
}
