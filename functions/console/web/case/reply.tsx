import { useQuery } from '@tanstack/react-query';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseHead, Desk, RumourRow } from '../answers.ts';
import type { Page } from '../api.ts';
import { useDraft } from '../drafts.ts';
import { useRoom } from '../room.ts';
import { useSend } from '../send.ts';
import { useFormat } from '../text/format.ts';
import { CHANNEL_NAMES } from '../text/words.ts';
import { Countdown, Stamp } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { ContactRules } from './contacts.tsx';
import { useCase } from './page.ts';
import type { Said } from './talk.ts';
import { WHY_NAMES } from './words.ts';

export interface ReplyDraft {
  contactId?: string;
  text?: string;
  /** Of the answer's ready texts and templates. */
  lang?: 'ar' | 'en';
  template?: string;
  params?: string[];
  replyTo?: string;
  quoted?: string;
  urgent?: boolean;
}

/** The draft of an answer, kept on this machine with each letter. */
export function useReplyDraft(id: string): [ReplyDraft, (change: Partial<ReplyDraft>) => void, () => void] {
  const [kept, keep] = useDraft(`reply ${id}`);
  const draft = draftIn(kept);
  return [draft, (change) => keep(JSON.stringify({ ...draft, ...change })), () => keep('')];
}

function draftIn(text: string): ReplyDraft {
  try {
    return text ? (JSON.parse(text) as ReplyDraft) : {};
  } catch {
    return {};
  }
}

/** What begins the quoting of a message in the answer's draft. */
export function quoting(said: Said): Partial<ReplyDraft> {
  const { contactId, messageId, text } = said;
  return {
    ...(contactId ? { contactId } : {}),
    ...(messageId ? { replyTo: messageId, quoted: (text ?? '').slice(0, 120) } : {}),
  };
}

const MOST_ROWS = 7;

/** The answer: to whom, until when free words are taken, what protects this person; then the words. */
export function Reply({
  draft,
  change,
  clear,
  field,
  quick,
  setQuick,
}: {
  draft: ReplyDraft;
  change: (change: Partial<ReplyDraft>) => void;
  clear: () => void;
  field: RefObject<HTMLTextAreaElement | null>;
  quick: boolean;
  setQuick: (open: boolean) => void;
}) {
  const { t } = useTranslation();
  const { api } = useRoom();
  const format = useFormat();
  const { id, head, desk, can, refresh } = useCase();
  const [sent, setSent] = useState(0);
  const {
    go,
    state,
    error,
    clear: forget,
  } = useSend(
    (body: object, key: string) => api.post<CaseHead>(`/v1/cases/${id}/messages`, body, { key }),
    () => {
      clear();
      refresh();
      setSent((count) => count + 1);
      field.current?.focus();
    },
  );
  const writable = head.reporters.filter((each) => each.writable);
  const to = writable.find(({ contactId }) => contactId === draft.contactId) ?? writable[0];
  if (!to) return <p className="reply-none sheet">{t('nobodyToWrite')}</p>;
  if (desk && !can('sendMessage')) return <p className="reply-none sheet">{t('noReplyNow')}</p>;
  const way = desk?.ways.find(({ contactId }) => contactId === to.contactId);
  const lang = draft.lang ?? (head.language?.startsWith('en') ? 'en' : 'ar');
  const templates = desk?.templates ?? [];
  const byTemplate = way?.way === 'template';
  const template = byTemplate ? (templates.find(({ name }) => name === draft.template) ?? templates[0]) : undefined;
  const params = template?.params.map(({ reference }, n) => draft.params?.[n] ?? (reference ? id : '')) ?? [];
  const text = draft.text ?? '';
  const tooLong = way !== undefined && text.length > way.letters;
  const ready = template ? params.every((each) => each.trim()) : text.trim() !== '' && !tooLong;
  const rest = { contactId: to.contactId, ...(draft.urgent ? { urgent: true } : {}) };
  const send = () => {
    if (!ready || state !== 'idle') return;
    if (template) void go({ ...rest, template: template.name, params: params.map(oneLine), lang });
    else void go({ ...rest, text: text.trim(), ...(draft.replyTo ? { replyTo: draft.replyTo } : {}) });
  };
  const insert = (more: string) => {
    const at = field.current?.selectionStart ?? text.length;
    const before = text.slice(0, at);
    change({ text: `${before}${before && !/\s$/.test(before) ? '\n' : ''}${more}${text.slice(at)}` });
    setQuick(false);
    field.current?.focus();
  };
  const blocked = !can('sendMessage') || way?.way === 'no';
  return (
    <form
      className="reply sheet"
      data-empty={text || quick ? undefined : ''}
      aria-label={t('reply')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          send();
        }
      }}
    >
      <div className="reply-head">
        <label>
          <span className="visually-hidden">{t('to')}</span>
          <select
            value={to.contactId}
            onChange={({ target }) => {
              forget();
              change({ contactId: target.value, replyTo: '', quoted: '' });
            }}
          >
            {writable.map(({ contactId, name, channel }) => (
              <option key={contactId} value={contactId}>
                {`${name ?? t('aReporter')} · ${format.both(CHANNEL_NAMES[channel])}`}
              </option>
            ))}
          </select>
        </label>
        <Window way={way} />
        <label>
          <span className="visually-hidden">{t('replyLanguage')}</span>
          <select value={lang} onChange={({ target }) => change({ lang: target.value as 'ar' | 'en' })}>
            <option value="ar">عربي</option>
            <option value="en">English</option>
          </select>
        </label>
      </div>
      <ContactRules reporter={to} />
      {way?.why ? (
        <p className="rule" data-grave={way.way === 'no' || undefined}>
          {format.both(WHY_NAMES[way.why]!)}
          {way.waitsUntil ? (
            <>
              {' '}
              {t('waitsUntil')} <Stamp at={way.waitsUntil} country={head.country} />
            </>
          ) : null}
        </p>
      ) : null}
      {way?.waitsUntil && way.why === 'quiet_hours' ? (
        <label className="urgent">
          <input
            type="checkbox"
            checked={draft.urgent ?? false}
            onChange={({ target }) => change({ urgent: target.checked })}
          />{' '}
          {t('wakeThem')}
        </label>
      ) : null}
      {blocked ? null : template ? (
        <Template
          all={templates}
          template={template}
          params={params}
          lang={lang}
          onTemplate={(name) => change({ template: name, params: [] })}
          onParam={(n, value) => change({ params: params.map((each, at) => (at === n ? value : each)) })}
        />
      ) : (
        <>
          {draft.replyTo ? (
            <p className="quoting">
              <span dir="auto">{draft.quoted || t('messageWithoutText')}</span>
              <button
                type="button"
                className="quiet"
                aria-label={t('dismiss')}
                onClick={() => change({ replyTo: '', quoted: '' })}
              >
                ×
              </button>
            </p>
          ) : null}
          <textarea
            ref={field}
            dir="auto"
            aria-label={t('replyText')}
            aria-keyshortcuts="r"
            aria-invalid={tooLong || undefined}
            rows={Math.min(MOST_ROWS, Math.max(2, text.split('\n').length, Math.ceil(text.length / 70)))}
            value={text}
            onChange={({ target }) => change({ text: target.value })}
          />
        </>
      )}
      {tooLong ? (
        <p className="problem" role="alert">
          {t('tooLong', { most: format.number(way.letters), now: format.number(text.length) })}
        </p>
      ) : null}
      <ProblemNote error={error} />
      <footer className="reply-foot">
        <button type="submit" className="primary" disabled={blocked || !ready || state !== 'idle'}>
          {t(state === 'sending' ? 'sending' : 'sendReply')} <kbd dir="ltr">Ctrl ↵</kbd>
        </button>
        {template || blocked ? null : (
          <button type="button" className="quick-open" aria-expanded={quick} onClick={() => setQuick(!quick)}>
            {t('quickAnswers')} <kbd>q</kbd>
          </button>
        )}
        <span role="status">{state === 'waiting' ? t('waiting') : sent > 0 && !text ? t('replyQueued') : null}</span>
      </footer>
      {quick && !blocked ? (
        <QuickAnswers
          texts={desk?.texts ?? []}
          lang={lang}
          onText={insert}
          onRumour={(rumour) => {
            setQuick(false);
            void go({ ...rest, rumour, lang });
          }}
        />
      ) : null}
    </form>
  );
}

/** WhatsApp takes no breaks in a parameter. */
const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ');

/** The channel's window as a clock that runs. */
function Window({ way }: { way: Desk['ways'][number] | undefined }) {
  const { t } = useTranslation();
  if (!way) return null;
  if (way.closesAt) {
    return (
      <span className="window">
        {t('windowCloses')} <Countdown due={way.closesAt} />
      </span>
    );
  }
  if (way.way === 'text') return <span className="window soft">{t('noWindow')}</span>;
  return (
    <span className="window">
      <strong className="countdown" data-state="late">
        {t(way.way === 'template' ? 'windowShut' : 'cannotWrite')}
      </strong>
    </span>
  );
}

function Template({
  all,
  template,
  params,
  lang,
  onTemplate,
  onParam,
}: {
  all: Desk['templates'];
  template: Desk['templates'][number];
  params: readonly string[];
  lang: 'ar' | 'en';
  onTemplate: (name: string) => void;
  onParam: (n: number, value: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="template">
      <label>
        {t('template')}{' '}
        <select value={template.name} onChange={({ target }) => onTemplate(target.value)}>
          {all.map(({ name, title }) => (
            <option key={name} value={name}>
              {format.both(title)}
            </option>
          ))}
        </select>
      </label>
      {template.params.map((param, n) => (
        <label key={param.label.en}>
          {format.both(param.label)}
          <input
            dir="auto"
            value={params[n] ?? ''}
            maxLength={1024}
            onChange={({ target }) => onParam(n, target.value)}
          />
        </label>
      ))}
      <p className="preview words" dir="auto" lang={lang}>
        {template.body[lang].replace(/\{\{(\d+)\}\}/g, (blank, n: string) => params[Number(n) - 1]?.trim() || blank)}
      </p>
    </div>
  );
}

/** Ready words: approved answers to rumours go out as they stand, sentences of the house are put into the answer. */
function QuickAnswers({
  texts,
  lang,
  onText,
  onRumour,
}: {
  texts: Desk['texts'];
  lang: 'ar' | 'en';
  onText: (text: string) => void;
  onRumour: (id: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const { data: rumours } = useQuery({
    queryKey: ['rumours', 'answered'],
    queryFn: ({ signal }) => api.get<Page<RumourRow>>('/v1/rumours?answered=true', signal),
    staleTime: 60_000,
  });
  return (
    <div className="quick">
      <h3>{t('houseTexts')}</h3>
      <ul>
        {texts.map(({ id, text }, n) => (
          <li key={id}>
            <button
              type="button"
              dir="auto"
              lang={lang}
              ref={n === 0 ? (button) => button?.focus() : undefined}
              onClick={() => onText(text[lang])}
            >
              {text[lang]}
            </button>
          </li>
        ))}
      </ul>
      <h3>{t('rumourAnswers')}</h3>
      <p className="soft">{t('rumourAnswersHint')}</p>
      <ul>
        {rumours?.items.map(({ id, claim, answer }) =>
          answer ? (
            <li key={id}>
              <p>
                <strong>{format.both(claim)}</strong>
              </p>
              <button type="button" dir="auto" lang={lang} onClick={() => onRumour(id)}>
                {answer.text[lang]}
              </button>
            </li>
          ) : null,
        )}
      </ul>
      {rumours?.items.length === 0 ? <p className="soft">{t('noRumourAnswers')}</p> : null}
    </div>
  );
}
