import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KIND_WORDS, MSG_TYPE_WORDS, NOTICES } from '../../../../shared/texts/notices.ts';
import type { Notice } from '../answers.ts';
import { DeskForm } from '../desk/form.tsx';
import { BothTexts, Signed, State } from '../desk/parts.tsx';
import { useCommand, useThing } from '../desk/things.ts';
import { useRoom } from '../room.ts';
import { hrefOf } from '../route.ts';
import { useFormat } from '../text/format.ts';
import { Stamp } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { Editor } from './editor.tsx';
import { Preview } from './preview.tsx';
import { NOTICE_STATUS_NAMES, noticeKind } from './texts.ts';

/** One notice: its draft, what is out, and every version that was. */
export function NoticePage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data: notice, error, refetch } = useThing<Notice>(`/v1/notices/${id}`);
  if (notice) return <Page notice={notice} reread={() => void refetch()} />;
  return (
    <section className="desk">
      {error ? <ProblemNote error={error} /> : <p aria-busy>{t('loading')}</p>}
      <a href={hrefOf(['notices'])}>{t('desk.back')}</a>
    </section>
  );
}

function Page({ notice, reread }: { notice: Notice; reread: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const [open, setOpen] = useState<'edit' | 'cancel'>();
  const { id, draft, current, allowed, kind, history, broadcast } = notice;
  const path = `/v1/notices/${id}`;
  const may = (name: string) => allowed.includes(name);
  const close = () => setOpen(undefined);
  const approve = useCommand(path, (number: number, key) => api.post<Notice>(`${path}/approve`, { number }, { key }));
  const publish = useCommand(path, (_: object, key) => api.post<Notice>(`${path}/publish`, {}, { key }));
  const shown = draft?.content ?? current?.content;
  return (
    <section className="desk">
      <a href={hrefOf(['notices'])}>{t('desk.back')}</a>
      <header>
        <h1 dir="auto">{shown ? format.both(shown.title) : id}</h1>
        <State kind={noticeKind(notice)}>{format.both(NOTICE_STATUS_NAMES[notice.status])}</State>
        {notice.expired ? <State kind="over">{t('notices.expired')}</State> : null}
        <span className="soft">{format.both(KIND_WORDS[kind])}</span>
      </header>
      <div className="acts">
        {may('approveNotice') && draft ? (
          <button
            type="button"
            className="primary"
            disabled={approve.state !== 'idle'}
            onClick={() => void approve.go(draft.number)}
          >
            {t('notices.approve')}
          </button>
        ) : null}
        {may('publishNotice') ? (
          <button
            type="button"
            className="primary"
            disabled={publish.state !== 'idle'}
            onClick={() => void publish.go({})}
          >
            {t('notices.publish')}
          </button>
        ) : null}
        {may('redraftNotice') && open !== 'edit' ? (
          <button type="button" onClick={() => setOpen('edit')}>
            {t(draft ? 'notices.editDraft' : 'notices.correct')}
          </button>
        ) : null}
        {may('cancelNotice') && open !== 'cancel' ? (
          <button type="button" onClick={() => setOpen('cancel')}>
            {t('notices.cancelIt')}
          </button>
        ) : null}
        {may('requestBroadcast') || broadcast ? (
          <a className="button" href={hrefOf(['outreach', id])}>
            {t(broadcast ? 'notices.broadcastOf' : 'notices.toBroadcast')}
          </a>
        ) : null}
      </div>
      <ProblemNote error={approve.error ?? publish.error} />
      {open === 'edit' ? <Editor notice={notice} onDone={close} onStale={reread} onClose={close} /> : null}
      {open === 'cancel' ? (
        <DeskForm
          place={`notice cancel ${id}`}
          title={t('notices.cancelIt')}
          submit={t('notices.cancelIt')}
          path={path}
          onDone={close}
          onClose={close}
          inputs={[{ kind: 'both', name: 'reason', label: t('notices.cancelReason') }]}
          request={(value, key) =>
            api.post<Notice>(`${path}/cancel`, { reason: { ar: value('reason.ar'), en: value('reason.en') } }, { key })
          }
        />
      ) : null}
      <div className="beside">
        <div>
          {draft && open !== 'edit' ? (
            <>
              <p>
                <strong>{t('notices.draftOf', { n: format.number(draft.number) })}</strong>{' '}
                {draft.approvedBy ? (
                  <State kind="good">{t('notices.readyToPublish')}</State>
                ) : (
                  <State kind="wait">{t('notices.waitsForSecond')}</State>
                )}{' '}
                <Signed by={draft.by} at={draft.at} />{' '}
                {draft.approvedBy && draft.approvedAt ? (
                  <>
                    {t('notices.approvedBy')} <Signed by={draft.approvedBy} at={draft.approvedAt} />
                  </>
                ) : null}
              </p>
              <Preview kind={kind} content={draft.content} />
            </>
          ) : null}
          {current ? (
            <>
              <p>
                <strong>{t('notices.outNow', { n: format.number(current.version) })}</strong>{' '}
                <Stamp at={current.publishedAt} />
              </p>
              {current.reason ? <BothTexts text={current.reason} /> : null}
              <Preview kind={kind} content={current.content} />
            </>
          ) : null}
        </div>
        <div>
          {current ? (
            <div className="sheet">
              <h2>{t('notices.feeds')}</h2>
              <ul className="links">
                <li>
                  <a href={`/alerts/${id}?lang=${format.lang}`} target="_blank" rel="noopener">
                    {t('notices.publicPage')}
                  </a>
                </li>
                <li>
                  <a href={`/alerts/${id}.cap.xml`} target="_blank" rel="noopener">
                    <bdi>CAP 1.2</bdi>
                  </a>
                </li>
                <li>
                  <a href={`/alerts.atom?lang=${format.lang}`} target="_blank" rel="noopener">
                    <bdi>Atom</bdi>
                  </a>
                </li>
                <li>
                  <a href={`/alerts.json?lang=${format.lang}`} target="_blank" rel="noopener">
                    <bdi>JSON Feed</bdi>
                  </a>
                </li>
              </ul>
            </div>
          ) : null}
          {history.length > 0 ? (
            <div className="sheet">
              <h2>{t('notices.versionsOf')}</h2>
              <ul className="rows">
                {[...history].reverse().map(({ version, msgType, publishedAt }) => (
                  <li key={version}>
                    <a href={`/alerts/${id}?lang=${format.lang}&version=${version}`} target="_blank" rel="noopener">
                      {format.both(NOTICES.version)} {format.number(version)}
                    </a>
                    {msgType === 'Alert' ? null : <span>{format.both(MSG_TYPE_WORDS[msgType])}</span>}
                    <Stamp at={publishedAt} />
                  </li>
                ))}
              </ul>
            </div>
          ) : null}
        </div>
      </div>
    </section>
  );
}
