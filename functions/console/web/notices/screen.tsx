import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WORKERS } from '../../../../shared/http/roles.ts';
import { KIND_WORDS } from '../../../../shared/texts/notices.ts';
import type { Notice } from '../answers.ts';
import { State } from '../desk/parts.tsx';
import { DESK_TEXTS } from '../desk/texts.ts';
import { useThings } from '../desk/things.ts';
import { useRoom } from '../room.ts';
import { go, hrefOf, useRoute } from '../route.ts';
import { useFormat } from '../text/format.ts';
import { addTexts } from '../text/language.ts';
import { Stamp } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { Editor } from './editor.tsx';
import { NoticePage } from './notice.tsx';
import { NOTICE_STATUS_NAMES, NOTICE_TEXTS, noticeKind } from './texts.ts';

addTexts(DESK_TEXTS);
addTexts(NOTICE_TEXTS);

/** What the room says to everybody. */
export default function NoticesScreen() {
  const id = useRoute().path[1];
  return id ? <NoticePage key={id} id={id} /> : <Notices />;
}

function Notices() {
  const { t } = useTranslation();
  const format = useFormat();
  const { me } = useRoom();
  const { items, error } = useThings<Notice>('/v1/notices');
  const [writing, setWriting] = useState(false);
  const works = WORKERS.some((role) => me.roles.includes(role));
  return (
    <section className="desk">
      <header>
        <h1>{t('notices')}</h1>
        {works && !writing ? (
          <button type="button" className="primary" onClick={() => setWriting(true)}>
            {t('notices.newNotice')}
          </button>
        ) : null}
        <Feeds />
      </header>
      <p className="soft">{t('notices.noticeLead')}</p>
      {writing ? <Editor onDone={({ id }) => go(hrefOf(['notices', id]))} onClose={() => setWriting(false)} /> : null}
      <div className="sheet">
        <ProblemNote error={items ? undefined : error} />
        {items ? items.length === 0 ? <p>{t('desk.none')}</p> : null : error ? null : <p aria-busy>{t('loading')}</p>}
        <ul className="rows">
          {items?.map((notice) => {
            const content = (notice.draft ?? notice.current)?.content;
            return (
              <li key={notice.id}>
                <State kind={noticeKind(notice)}>
                  {notice.expired ? t('notices.expired') : format.both(NOTICE_STATUS_NAMES[notice.status])}
                </State>
                <span className="soft">{format.both(KIND_WORDS[notice.kind])}</span>
                <a className="grow" href={hrefOf(['notices', notice.id])} dir="auto">
                  {content ? format.both(content.title) : notice.id}
                </a>
                <small className="soft">
                  <bdi>{notice.createdBy}</bdi> <Stamp at={notice.current?.publishedAt ?? notice.createdAt} />
                </small>
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

/** Where everybody reads them, by eye and by machine. */
function Feeds() {
  const { t } = useTranslation();
  return (
    <span className="feeds">
      <a href="/alerts" target="_blank" rel="noopener">
        {t('notices.allPublic')}
      </a>{' '}
      <span className="soft">{t('notices.feeds')}:</span>{' '}
      <a href="/alerts.atom" target="_blank" rel="noopener">
        <bdi>Atom</bdi>
      </a>{' '}
      <a href="/alerts.json" target="_blank" rel="noopener">
        <bdi>JSON Feed</bdi>
      </a>
    </span>
  );
}
