import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandName } from '../../../../shared/case/possible.ts';
import { PRIORITIES } from '../../../../shared/case/vocabulary.ts';
import { CATEGORY_WORDS } from '../../../../shared/escalation/words.ts';
import { WORKERS } from '../../../../shared/http/roles.ts';
import type { CaseHead, Desk, Present } from '../answers.ts';
import { Problem } from '../api.ts';
import { useCrises, useStaff } from '../board/choices.ts';
import { draftOf } from '../drafts.ts';
import { usePreference } from '../preferences.ts';
import { useRoom } from '../room.ts';
import { go, hrefOf, useRoute } from '../route.ts';
import { useSend } from '../send.ts';
import { useFormat } from '../text/format.ts';
import { addTexts } from '../text/language.ts';
import { CLOCK_NAMES, STATUS_NAMES } from '../text/words.ts';
import { KeysHelp } from '../ui/keys.tsx';
import { latin } from '../ui/latin.ts';
import { Countdown, PriorityBadge, Reference } from '../ui/marks.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { toast } from '../ui/toasts.tsx';
import { type Act, ActForm, useStale } from './act.tsx';
import {
  assignAct,
  awaitAct,
  callAct,
  crisisAct,
  exportAct,
  moveAct,
  noteAct,
  resolveAct,
  seldom,
  triageAct,
} from './acts.ts';
import { Conversation } from './conversation.tsx';
import { Facts } from './facts.tsx';
import { CASE_KEYS } from './keys.ts';
import { escalateAct, Ladders, useRoutes } from './ladder.tsx';
import { mergeAct } from './links.tsx';
import { CaseContext, type CasePage, useCaseData, useTelling } from './page.ts';
import { promiseAct } from './promises.tsx';
import { redactAct } from './redaction.tsx';
import { quoting, Reply, useReplyDraft } from './reply.tsx';
import { CASE_TEXTS } from './texts.ts';
import { Timeline } from './timeline.tsx';
import { lastSuggestion, openSuggestion, Suggestion, useAccepting } from './triage.tsx';
import { SENSITIVITY_NAMES } from './words.ts';

addTexts(CASE_TEXTS);

const VIEWS = { s: 'conversation', f: 'facts', g: 'escalations', h: 'timeline' } as const;
type View = (typeof VIEWS)[keyof typeof VIEWS];

/** One case: what was said beside what is known, and what may be done about it. */
export default function CaseScreen() {
  const id = useRoute().path[1] ?? '';
  return <Case key={id} id={id} />;
}

function Case({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api, me } = useRoom();
  const letters = usePreference('keys') === 'on';
  const [open, setOpen] = useState<Act>();
  const [view, setView] = useState<View>('conversation');
  const [keys, setKeys] = useState(false);
  const [quick, setQuick] = useState(false);
  const [draft, change, clear] = useReplyDraft(id);
  const field = useRef<HTMLTextAreaElement>(null);
  const early = useRef<string>(undefined);
  const { head, error, desk, events, reading, present, refresh } = useCaseData(
    id,
    open !== undefined || Boolean(draft.text),
  );
  const { tell, agencies } = useTelling(head);
  const routes = useRoutes(id);
  const suggested = openSuggestion(events);
  const accepting = useAccepting(id, head, suggested, refresh);
  const assign = useSend(
    (version: number, key: string) =>
      api.post<CaseHead>(`/v1/cases/${id}/assign`, { owner: me.id }, { key, ifMatch: version }),
    refresh,
  );
  useStale(assign.error, refresh);
  const can = (command: CommandName) => desk?.allowed.includes(command) ?? false;
  const forms = head ? formsOf() : [];

  /** The bar of the case, in the order of a case's life. `key` is pressed for it. */
  function formsOf(): { key: string; command: CommandName; act: Act }[] {
    const last = lastSuggestion(events);
    return [
      { key: 't', command: 'triage', act: triageAct(t, format, head!, last) },
      { key: 'e', command: 'raiseEscalation', act: escalateAct(t, format, agencies, routes) },
      { key: 'n', command: 'addNote', act: noteAct(t) },
      { key: 'c', command: 'logCall', act: callAct(t, head!) },
      { key: 'p', command: 'makePromise', act: promiseAct(t, head!) },
      ...(desk ? [{ key: 'w', command: 'awaitNext' as const, act: awaitAct(t, desk) }] : []),
      { key: 'v', command: 'resolve', act: resolveAct(t, format) },
    ];
  }

  const reply = () => {
    setView('conversation');
    // Where there is one view at a time, it has to be there first.
    requestAnimationFrame(() => field.current?.focus());
  };

  /** What a letter does; false where it does nothing here. */
  function press(pressed: string): boolean {
    if (!head) return false;
    const form = forms.find(({ key }) => key === pressed);
    const digit = PRIORITIES[Number(pressed) - 1];
    if (form && can(form.command)) setOpen(form.act);
    else if (form) {
      const why = desk?.blocked.find(({ command }) => command === form.command)?.why;
      toast(`${form.act.title}: ${why ? format.both(why) : t('notNow')}`, { kind: 'problem' });
    } else if (pressed === 'y' && suggested && can('triage')) accepting.accept();
    else if (digit && /^[1-4]$/.test(pressed) && can('triage')) {
      setOpen(triageAct(t, format, head, lastSuggestion(events), digit));
    } else if (pressed === 'a' && can('assign')) void assign.go(head.version);
    else if (pressed === 'r' && can('sendMessage')) reply();
    else if (pressed === 'q' && can('sendMessage')) {
      setView('conversation');
      setQuick(true);
    } else if (pressed === '?') setKeys(true);
    else if (pressed in VIEWS) setView(VIEWS[pressed as keyof typeof VIEWS]);
    else return false;
    return true;
  }

  useEffect(() => {
    if (!desk || !early.current) return;
    press(early.current);
    early.current = undefined;
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
      const typing = (event.target as Element).closest('input, select, textarea');
      if (event.key === 'Escape') {
        if (open) setOpen(undefined);
        else if (quick) setQuick(false);
        else if (typing) (event.target as HTMLElement).blur();
        else go(hrefOf([]));
        return;
      }
      if (!letters || typing) return;
      const pressed = latin(event);
      // What may be done is not known yet: the key waits for it, or it would be told off for nothing.
      if (!head || !desk) {
        if (!/^[a-z0-9?]$/.test(pressed)) return;
        early.current = pressed;
      } else if (!press(pressed)) return;
      event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  if (!head) {
    if (!error) return <p aria-busy>{t('loading')}</p>;
    return error instanceof Problem && error.status === 404 ? <p>{t('noSuchCase')}</p> : <ProblemNote error={error} />;
  }
  const page: CasePage = { id, head, desk, events, reading, agencies, tell, can, begin: setOpen, refresh };
  return (
    <CaseContext value={page}>
      <div className="case" data-view={view} data-sensitivity={head.sensitivity}>
        <CaseHeader head={head} others={present.filter(({ staff: who }) => who !== me.id)} />
        <div className="acts bar-acts">
          {can('sendMessage') ? (
            <button type="button" onClick={reply}>
              {t('reply')} <kbd>r</kbd>
            </button>
          ) : null}
          {forms.map(({ key, command, act }) =>
            can(command) ? (
              <button
                key={key}
                type="button"
                data-draft={draftOf(`${act.kind} ${id}`) ? '' : undefined}
                onClick={() => setOpen(act)}
              >
                {act.title} <kbd>{key}</kbd>
              </button>
            ) : null,
          )}
          {can('assign') ? (
            <button type="button" disabled={assign.state !== 'idle'} onClick={() => void assign.go(head.version)}>
              {t('assignToMe')} <kbd>a</kbd>
            </button>
          ) : null}
          {desk ? <More page={page} desk={desk} /> : null}
          <button type="button" className="quiet" aria-label={t('keys')} onClick={() => setKeys(true)}>
            <kbd>?</kbd>
          </button>
        </div>
        <ProblemNote error={assign.error} />
        <nav className="views" aria-label={t('parts')}>
          {Object.entries(VIEWS).map(([key, each]) => (
            <button
              key={key}
              type="button"
              data-view={each}
              aria-current={view === each ? 'true' : undefined}
              onClick={() => setView(each)}
            >
              {t(each)}
              {each === 'escalations' && head.escalations.length > 0 ? (
                <bdi className="chip">{format.number(head.escalations.length)}</bdi>
              ) : null}{' '}
              <kbd>{key}</kbd>
            </button>
          ))}
        </nav>
        <section className="said-side" aria-label={t('conversation')}>
          <Conversation
            onQuote={(said) => {
              change(quoting(said));
              reply();
            }}
            onMove={({ messageId = '', text = '' }) => setOpen(moveAct(t, messageId, text))}
          />
          <Reply draft={draft} change={change} clear={clear} field={field} quick={quick} setQuick={setQuick} />
        </section>
        <section className="known-side" aria-label={t('facts')}>
          {open ? (
            <ActForm key={`${open.kind} ${open.version ?? ''}`} act={open} onClose={() => setOpen(undefined)} />
          ) : null}
          {suggested && view !== 'timeline' ? <Suggestion suggested={suggested} accepting={accepting} /> : null}
          {view === 'escalations' ? <Ladders routes={routes} /> : view === 'timeline' ? <Timeline /> : <Facts />}
        </section>
      </div>
      {keys ? <KeysHelp rows={CASE_KEYS} letters={letters} onClose={() => setKeys(false)} /> : null}
    </CaseContext>
  );
}

/** What this case is, whose it is, and what runs out next: in sight wherever one scrolls. */
function CaseHeader({ head, others }: { head: CaseHead; others: readonly Present[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, priority, category, status, sensitivity, owner, country, place, nextDueAt, clocks } = head;
  const next = clocks.find(({ dueAt, stoppedAt }) => dueAt === nextDueAt && !stoppedAt);
  return (
    <header className="head">
      <PriorityBadge priority={priority} />
      <h1>
        {format.both(CATEGORY_WORDS[category])} <Reference id={id} />
      </h1>
      {sensitivity === 'normal' ? null : (
        <strong className="sealed" title={t(`sensitivity_${sensitivity}`)}>
          {format.both(SENSITIVITY_NAMES[sensitivity])}
          <span className="sealed-why"> — {t(`sensitivity_${sensitivity}`)}</span>
        </strong>
      )}
      <span className="chip">{format.both(STATUS_NAMES[status])}</span>
      <span className="where">{format.where(place, country)}</span>
      <span className="soft owner">
        {t('owner')}: <bdi>{owner ?? t('nobody')}</bdi>
      </span>
      {nextDueAt ? (
        <span className="next-clock">
          {next ? format.both(CLOCK_NAMES[next.name]) : t('expectedAt')} <Countdown due={nextDueAt} />
        </span>
      ) : (
        <span className="soft">{t('noClock')}</span>
      )}
      <span role="status" className="others">
        {others.length > 0
          ? others
              .map(({ staff, doing }) => t(doing === 'writing' ? 'writes' : 'reads', { who: staff }))
              .join(format.comma)
          : null}
      </span>
    </header>
  );
}

/** What is done seldom, and what cannot be done now with the reason why. */
function More({ page: { head, events, tell, can, begin }, desk }: { page: CasePage; desk: Desk }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { me } = useRoom();
  const staff = useStaff();
  const crises = useCrises();
  const menu = useRef<HTMLDetailsElement>(null);
  // A sentence of every event: not with every letter that is typed.
  const decides = me.roles.includes('director');
  const redaction = useMemo(() => redactAct(t, events, tell, decides), [t, events, tell, decides]);
  const rest: readonly { command: CommandName; act: Act }[] = [
    { command: 'assign', act: assignAct(t, staff) },
    { command: 'merge', act: mergeAct(t) },
    ...seldom(t, format),
    { command: 'setCrisis', act: crisisAct(t, format, head, crises) },
    { command: 'requestRedaction', act: redaction },
  ];
  const offered = rest.flatMap(({ command, act }) => (can(command) ? [act] : []));
  if (WORKERS.some((role) => me.roles.includes(role))) offered.push(exportAct(t));
  if (offered.length + desk.blocked.length === 0) return null;
  // Mostly one reason stands in the way of all of them.
  const blockedBy = new Map<string, string[]>();
  for (const { command, why } of desk.blocked) {
    blockedBy.set(format.both(why), [...(blockedBy.get(format.both(why)) ?? []), t(command)]);
  }
  return (
    <details className="more" ref={menu}>
      <summary>{t('more')}</summary>
      <div className="sheet">
        {offered.map((act) => (
          <button
            key={act.kind}
            type="button"
            onClick={() => {
              menu.current?.removeAttribute('open');
              begin(act);
            }}
          >
            {act.title}
          </button>
        ))}
        {[...blockedBy].map(([why, commands]) => (
          <p key={why} className="soft">
            <strong>{commands.join(format.comma)}</strong>: {why}
          </p>
        ))}
      </div>
    </details>
  );
}
