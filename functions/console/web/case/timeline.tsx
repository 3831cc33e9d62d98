import { useTranslation } from 'react-i18next';
import type { EventType } from '../../../../shared/case/events.ts';
import type { TimelineEvent } from '../answers.ts';
import { useRoom } from '../room.ts';
import { useFormat } from '../text/format.ts';
import { Stamp } from '../ui/marks.tsx';
import { toast } from '../ui/toasts.tsx';
import { EVENT_NAMES } from './texts.ts';

const SPOKEN = new Set(['message.received', 'message.queued', 'call.logged', 'note.added']);

/** Whether an event is something that somebody said. */
export function isSpoken({ type, data }: TimelineEvent): boolean {
  return SPOKEN.has(type) && data?.quiet !== true;
}

/** Events as lines in the person's language: what happened, who did it, when, and the words that came with it. */
export function EventLines({ id, events }: { id: string; events: readonly TimelineEvent[] }) {
  const format = useFormat();
  return (
    <ol className="events">
      {events.map((event) => {
        const { seq, type, at, actor, data } = event;
        const words = [data?.text, data?.reason, data?.ask].find((each) => typeof each === 'string');
        const media = Array.isArray(data?.media) ? data.media.length : 0;
        return (
          <li key={seq} data-type={type}>
            <small className="soft">
              {format.both(EVENT_NAMES[type as EventType])} · <bdi>{actor.name ?? actor.id}</bdi> · <Stamp at={at} />
            </small>
            {words ? <p dir="auto">{words as string}</p> : null}
            {Array.from({ length: media }, (_, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: its place is its name.
              <Attachment key={n} path={`/v1/cases/${id}/attachments/${String(data?.messageId)}/${n}`} />
            ))}
          </li>
        );
      })}
    </ol>
  );
}

function Attachment({ path }: { path: string }) {
  const { t } = useTranslation();
  const { api } = useRoom();
  const show = async () => {
    const found = await api.get<{ url?: string }>(path).catch(() => undefined);
    if (found?.url) window.open(found.url, '_blank', 'noopener');
    else toast(t('notStored'), { kind: 'problem' });
  };
  return (
    <button type="button" onClick={() => void show()}>
      {t('attachment')}
    </button>
  );
}
