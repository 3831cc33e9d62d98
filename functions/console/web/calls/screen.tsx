import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CATEGORIES, PRIORITIES, RELATIONSHIPS } from '../../../../shared/case/vocabulary.ts';
import { CATEGORY_WORDS } from '../../../../shared/escalation/words.ts';
import type { CaseHead, ContactMatch } from '../answers.ts';
import { useCrises } from '../board/choices.ts';
import { useDraft } from '../drafts.ts';
import { useRoom } from '../room.ts';
import { go, hrefOf } from '../route.ts';
import { useSend } from '../send.ts';
import { useFormat } from '../text/format.ts';
import { addTexts } from '../text/language.ts';
import { CHANNEL_NAMES, PRIORITY_NAMES, RELATIONSHIP_NAMES } from '../text/words.ts';
import { Confirm } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { toast } from '../ui/toasts.tsx';
import { Caller } from './caller.tsx';
import { countryCodes } from './countries.ts';
import { type CallTyped, callOf, caseBody, isEmpty } from './form.ts';
import { Persons } from './persons.tsx';
import { Preview, useSuggestion } from './preview.tsx';
import { CALL_TEXTS } from './texts.ts';

addTexts(CALL_TEXTS);

const CHANNELS = ['phone', 'walk_in', 'monitoring', 'email'] as const;

/** Logs what a voice says, as fast as it speaks: one form, no mouse. */
export default function CallScreen() {
  const { t } = useTranslation();
  const { api } = useRoom();
  const format = useFormat();
  const [draft, keep] = useDraft('call');
  const call = useMemo(() => callOf(draft), [draft]);
  const [found] = useState(() => !isEmpty(call));
  const [missing, setMissing] = useState(false);
  const [clearing, setClearing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const suggestion = useSuggestion(call);

  const change = (changes: Partial<CallTyped>) => {
    const next = { ...call, ...changes };
    keep(isEmpty(next) ? '' : JSON.stringify(next));
  };
  const {
    go: send,
    state,
    error,
  } = useSend(
    ({ onto, body, said }: ReturnType<typeof sent>, key: string) =>
      onto
        ? api.post<CaseHead>(`/v1/cases/${onto}/calls`, said, { key })
        : api.post<CaseHead>('/v1/cases', body, { key }),
    ({ id }) => {
      keep('');
      toast(t('saved', { id }));
      go(hrefOf(['cases', id]));
    },
  );
  const onto = call.contact?.case;
  const save = () => {
    const empty = call.text.trim() === '';
    setMissing(empty);
    if (empty) form.current?.querySelector('textarea')?.focus();
    else if (state === 'idle') void send(sent(call));
  };
  const choose = ({ contactId, name, case: id }: ContactMatch, add: boolean) => {
    change({ contact: { id: contactId, ...(add ? { case: id } : {}) }, name: call.name || (name ?? '') });
    form.current?.querySelector('textarea')?.focus();
  };
  const suggested = suggestion ? format.both(PRIORITY_NAMES[suggestion.priority].long) : undefined;
  const kind = suggestion ? format.both(CATEGORY_WORDS[suggestion.category]) : undefined;

  return (
    <section className="call">
      <header>
        <h1>{t('call')}</h1>
        <p className="soft">
          {found ? `${t('draftFound')} ` : ''}
          {t('callLead')}
        </p>
      </header>
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
        onKeyDown={(event) => onKey(event, save)}
      >
        <div className="row-of-fields">
          <Field label={t('callPhone')} error={error} pointer="/reporter/phone">
            <input
              type="tel"
              dir="ltr"
              autoComplete="off"
              // biome-ignore lint/a11y/noAutofocus: whoever opens this form has somebody on the line.
              autoFocus
              value={call.phone}
              onChange={({ target }) => change({ phone: target.value, contact: null })}
            />
          </Field>
          <Field label={t('callName')} error={error} pointer="/reporter/name">
            <input
              dir="auto"
              autoComplete="off"
              value={call.name}
              onChange={({ target }) => change({ name: target.value })}
            />
          </Field>
          <Field label={t('callRelationship')} error={error} pointer="/reporter/relationship">
            <select
              value={call.relationship}
              onChange={({ target }) => change({ relationship: target.value as CallTyped['relationship'] })}
            >
              <option value="">{t('notKnown')}</option>
              {RELATIONSHIPS.filter((each) => each !== 'unknown').map((each) => (
                <option key={each} value={each}>
                  {format.both(RELATIONSHIP_NAMES[each])}
                </option>
              ))}
            </select>
          </Field>
        </div>
        <Field
          label={t('callText')}
          hint={t('callTextHint')}
          error={error}
          pointer="/text"
          message={missing && !call.text.trim() ? t('needsText') : undefined}
        >
          <textarea
            rows={7}
            dir="auto"
            required
            maxLength={10_000}
            value={call.text}
            onChange={({ target }) => change({ text: target.value })}
          />
        </Field>
        {onto ? null : (
          <>
            <div className="row-of-fields">
              <Field label={t('callCountry')} error={error} pointer="/country">
                <CountrySelect value={call.country} onChange={(country) => change({ country })} />
              </Field>
              <Field label={t('callCity')} error={error} pointer="/city">
                <input
                  dir="auto"
                  autoComplete="off"
                  placeholder={suggestion?.place?.city ?? ''}
                  value={call.city}
                  onChange={({ target }) => change({ city: target.value })}
                />
              </Field>
            </div>
            <div className="row-of-fields">
              <Field label={t('callPriority')} error={error} pointer="/priority">
                <select
                  value={call.priority}
                  onChange={({ target }) => change({ priority: target.value as CallTyped['priority'] })}
                >
                  <option value="">{suggested ? t('asSuggestedNow', { what: suggested }) : t('asSuggested')}</option>
                  {PRIORITIES.map((each) => (
                    <option key={each} value={each}>
                      {format.both(PRIORITY_NAMES[each].long)}
                    </option>
                  ))}
                </select>
              </Field>
              <Field label={t('callCategory')} error={error} pointer="/category">
                <select
                  value={call.category}
                  onChange={({ target }) => change({ category: target.value as CallTyped['category'] })}
                >
                  <option value="">{kind ? t('asSuggestedNow', { what: kind }) : t('asSuggested')}</option>
                  {CATEGORIES.map((each) => (
                    <option key={each} value={each}>
                      {format.both(CATEGORY_WORDS[each])}
                    </option>
                  ))}
                </select>
              </Field>
            </div>
            <Persons persons={call.persons} onChange={(persons) => change({ persons })} error={error} />
            <div className="row-of-fields">
              <Field label={t('heardBy')} error={error} pointer="/channel">
                <select
                  value={call.channel}
                  onChange={({ target }) => change({ channel: target.value as CallTyped['channel'] })}
                >
                  {CHANNELS.map((each) => (
                    <option key={each} value={each}>
                      {format.both(CHANNEL_NAMES[each])}
                    </option>
                  ))}
                </select>
              </Field>
              <Field label={t('callWhen')} error={error} pointer="/occurredAt">
                <input
                  type="datetime-local"
                  value={call.when}
                  onChange={({ target }) => change({ when: target.value })}
                />
              </Field>
            </div>
          </>
        )}
        <ProblemNote error={error} />
        <footer>
          <button type="submit" className="primary" disabled={state !== 'idle'}>
            {onto ? t('saveToCase', { id: onto }) : t('saveCall')} <kbd>Ctrl Enter</kbd>
          </button>
          <button type="button" onClick={() => setClearing(true)} disabled={isEmpty(call)}>
            {t('startOver')}
          </button>
          <span role="status">{state === 'waiting' ? t('waiting') : state === 'sending' ? t('sending') : ''}</span>
        </footer>
      </form>
      <aside aria-label={t('readsTriage')}>
        <Caller call={call} choose={choose} />
        {call.contact ? (
          <button type="button" onClick={() => change({ contact: null })}>
            {t('somebodyElse')}
          </button>
        ) : null}
        <Preview suggestion={suggestion} />
      </aside>
      {clearing ? (
        <Confirm
          title={t('startOver')}
          text={t('startOverText')}
          act={t('startOver')}
          onConfirm={() => {
            keep('');
            setClearing(false);
          }}
          onClose={() => setClearing(false)}
        />
      ) : null}
    </section>
  );
}

function sent(call: CallTyped) {
  const { contact } = call;
  const said = contact && { contactId: contact.id, direction: 'in', answered: true, text: call.text.trim() };
  return { onto: contact?.case, body: caseBody(call), said };
}

/** Enter goes on to the next field: a form that is sent by a slip of the hand is a case too many. */
function onKey(event: KeyboardEvent<HTMLFormElement>, save: () => void): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    save();
    return;
  }
  const target = event.target as HTMLElement;
  if (!target.matches('input, select')) return;
  event.preventDefault();
  const fields = [...event.currentTarget.querySelectorAll<HTMLElement>('input, select, textarea, button')].filter(
    (field) => !field.matches(':disabled'),
  );
  fields[fields.indexOf(target) + 1]?.focus();
}

function CountrySelect({ value, onChange, ...rest }: { value: string; onChange: (country: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const crises = useCrises();
  const all = useMemo(
    () =>
      countryCodes()
        .map((code) => [code, format.country(code)] as const)
        .sort(([, a], [, b]) => a.localeCompare(b, format.lang)),
    [format],
  );
  const first = [...new Set(crises.flatMap(({ countries }) => countries))];
  return (
    <select value={value} onChange={({ target }) => onChange(target.value)} {...rest}>
      <option value="">{t('unknownPlace')}</option>
      {first.length > 0 ? (
        <optgroup label={t('crisisCountries')}>
          {first.map((code) => (
            <option key={code} value={code}>
              {format.country(code)}
            </option>
          ))}
        </optgroup>
      ) : null}
      <optgroup label={t('allCountries')}>
        {all
          .filter(([code]) => !first.includes(code))
          .map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
      </optgroup>
    </select>
  );
}
