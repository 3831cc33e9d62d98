import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Both } from '../../../../shared/case/events.ts';
import { CATEGORIES, NEED_KINDS } from '../../../../shared/case/vocabulary.ts';
import { CATEGORY_WORDS, NEED_WORDS } from '../../../../shared/escalation/words.ts';
import type { Agency } from '../answers.ts';
import { Problem } from '../api.ts';
import { countryCodes } from '../calls/countries.ts';
import { useDraft } from '../drafts.ts';
import { useRoom } from '../room.ts';
import { useSend } from '../send.ts';
import { useFormat } from '../text/format.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { toast } from '../ui/toasts.tsx';
import type { AgencyTextKey } from './texts.ts';
import { bodyOf, EMPTY_AGENCY, EMPTY_TIER, sentPlace, type TypedAgency, type TypedTier, typedOf } from './typed.ts';

/** Most that an alert's ladder has (domain.md d.1). */
const MOST_TIERS = 4;

const KINDS: readonly (readonly [string, AgencyTextKey])[] = [
  ['ministry', 'kindMinistry'],
  ['embassy', 'kindEmbassy'],
  ['relief', 'kindRelief'],
  ['health', 'kindHealth'],
  ['transport', 'kindTransport'],
  ['other', 'kindOther'],
];
const CHANNELS: readonly (readonly [string, AgencyTextKey, example: string])[] = [
  ['email', 'viaEmail', 'duty@agency.example'],
  ['sms', 'viaSms', '+201000000000'],
  ['https', 'viaHttps', 'https://agency.example/alerts'],
  ['sqs', 'viaSqs', 'arn:aws:sqs:…'],
];
const SEEN: readonly (readonly [string, AgencyTextKey])[] = [
  ['needs', 'seesNeeds'],
  ['location', 'seesLocation'],
  ['persons', 'seesPersons'],
  ['medical', 'seesMedical'],
  ['contact', 'seesContact'],
];

type Client = NonNullable<Agency['client']>;

/** Adds an agency while the room runs, or changes one. What is typed outlives a reload and somebody else's change. */
export function AgencyForm({ agency, onClose }: { agency?: Agency; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const client = useQueryClient();
  const [draft, keep] = useDraft(`agency ${agency?.id ?? ''}`);
  const first = agency ? typedOf(agency) : EMPTY_AGENCY;
  const typed = draft ? (JSON.parse(draft) as TypedAgency) : first;
  const [secret, setSecret] = useState<Client>();
  // What was on screen when the form was opened: what comes meanwhile is told and not written over.
  const [version, setVersion] = useState(agency?.version);
  const {
    go: send,
    state,
    error,
    clear,
  } = useSend(
    (body: object) => api.put<Agency>(`/v1/agencies/${encodeURIComponent(typed.id.trim())}`, body, version),
    (saved) => {
      keep('');
      toast(t('agencySaved', { who: format.both(saved.name) }));
      void client.invalidateQueries({ queryKey: ['directory'] });
      void client.invalidateQueries({ queryKey: ['agencies'] });
      if (saved.client) setSecret(saved.client);
      else onClose();
    },
  );
  const change = (changes: Partial<TypedAgency>) => keep(JSON.stringify({ ...typed, ...changes }));
  const text = (name: 'nameAr' | 'nameEn' | 'hours' | 'basis', label: string, pointer: string, lang?: 'ar' | 'en') => (
    <Field label={label} error={error} pointer={pointer}>
      <input
        required={name !== 'basis'}
        {...(lang ? { lang, dir: lang === 'ar' ? 'rtl' : 'ltr' } : {})}
        value={typed[name]}
        onChange={({ target }) => change({ [name]: target.value })}
      />
    </Field>
  );
  const stale = error instanceof Problem && error.status === 412;
  const taken = error instanceof Problem && error.status === 428;
  const save = () => void send(bodyOf(typed, agency));

  return (
    <section className="agency-form">
      <h1>{agency ? t('formEdit', { who: format.both(agency.name) }) : t('formNew')}</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className="form-part">
          {agency ? null : (
            <Field
              label={t('fieldId')}
              hint={t('fieldIdHint')}
              error={error}
              pointer="/path/id"
              message={taken ? t('idTaken') : undefined}
            >
              <input
                required
                dir="ltr"
                autoComplete="off"
                pattern="[A-Za-z0-9][A-Za-z0-9_\-]*"
                maxLength={40}
                value={typed.id}
                onChange={({ target }) => change({ id: target.value })}
              />
            </Field>
          )}
          {text('nameAr', t('fieldNameAr'), '/name/ar', 'ar')}
          {text('nameEn', t('fieldNameEn'), '/name/en', 'en')}
          <Field label={t('fieldKind')} error={error} pointer="/kind">
            <select value={typed.kind} onChange={({ target }) => change({ kind: target.value })}>
              {KINDS.some(([kind]) => kind === typed.kind) ? null : <option value={typed.kind}>{typed.kind}</option>}
              {KINDS.map(([kind, name]) => (
                <option key={kind} value={kind}>
                  {t(name)}
                </option>
              ))}
            </select>
          </Field>
          <Field label={t('fieldCountry')} error={error} pointer="/country">
            <CountrySelect value={typed.country} none={t('noneChosen')} onChange={(country) => change({ country })} />
          </Field>
          {text('hours', t('fieldHours'), '/hours')}
        </div>

        <Tiers tiers={typed.tiers} error={error} onChange={(tiers) => change({ tiers })} />

        <fieldset>
          <legend>{t('scope')}</legend>
          <p className="soft">{t('scopeHint')}</p>
          <Checks
            legend={t('fieldCategories')}
            all={CATEGORIES}
            chosen={typed.categories}
            nameOf={(each) => format.both(CATEGORY_WORDS[each as keyof typeof CATEGORY_WORDS] as Both)}
            onChange={(categories) => change({ categories })}
          />
          <Checks
            legend={t('fieldNeeds')}
            all={NEED_KINDS}
            chosen={typed.needs}
            nameOf={(each) => format.both(NEED_WORDS[each as keyof typeof NEED_WORDS] as Both)}
            onChange={(needs) => change({ needs })}
          />
          <Countries chosen={typed.countries} onChange={(countries) => change({ countries })} />
        </fieldset>

        <fieldset>
          <legend>{t('agreement')}</legend>
          <Checks
            legend={t('fieldAgreement')}
            all={SEEN.map(([field]) => field)}
            chosen={typed.sees}
            nameOf={(each) => t(SEEN.find(([field]) => field === each)![1])}
            onChange={(sees) => change({ sees })}
          />
          {text('basis', t('fieldBasis'), '/dataAgreement/legalBasis')}
          <Field label={t('fieldStandard')} error={error} pointer="/standard">
            <select value={typed.standard} onChange={({ target }) => change({ standard: target.value })}>
              <option value="cloudevents">CloudEvents</option>
              <option value="cap">CAP 1.2</option>
            </select>
          </Field>
          <label>
            <input
              type="checkbox"
              checked={typed.active}
              onChange={({ target }) => change({ active: target.checked })}
            />{' '}
            {t('fieldActive')}
          </label>
        </fieldset>

        {stale ? (
          <div className="problem" role="alert">
            <p>{t('agencyStale')}</p>
            <button
              type="button"
              onClick={() => {
                setVersion(error.body.currentVersion);
                clear();
              }}
            >
              {t('saveOver')}
            </button>{' '}
            <button
              type="button"
              onClick={() => {
                keep('');
                void client.invalidateQueries({ queryKey: ['directory'] });
                onClose();
              }}
            >
              {t('theirVersion')}
            </button>
          </div>
        ) : taken ? null : (
          <ProblemNote error={error} />
        )}
        <footer>
          <button type="submit" className="primary" disabled={state !== 'idle' || stale}>
            {t('saveAgency')}
          </button>
          <button
            type="button"
            onClick={() => {
              keep('');
              onClose();
            }}
          >
            {t('cancel')}
          </button>
          <span role="status">{state === 'waiting' ? t('waiting') : state === 'sending' ? t('sending') : null}</span>
        </footer>
      </form>
      {secret ? <Secret client={secret} onClose={onClose} /> : null}
    </section>
  );
}

function Tiers({
  tiers,
  error,
  onChange,
}: {
  tiers: readonly TypedTier[];
  error: unknown;
  onChange: (tiers: TypedTier[]) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const set = (index: number, changes: Partial<TypedTier>) =>
    onChange(tiers.map((tier, at) => (at === index ? { ...tier, ...changes } : tier)));
  return (
    <fieldset>
      <legend>{t('tiers')}</legend>
      <p className="soft">{t('tiersHint')}</p>
      {tiers.map((tier, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a tier is its place.
        <fieldset key={index} className="tier">
          <legend>{t('tierN', { n: format.number(index + 1) })}</legend>
          <div className="form-part">
            <Field label={t('fieldTierRoleAr')} error={error} pointer={`/tiers/${index}/role/ar`}>
              <input
                required
                lang="ar"
                dir="rtl"
                value={tier.ar}
                onChange={({ target }) => set(index, { ar: target.value })}
              />
            </Field>
            <Field label={t('fieldTierRoleEn')} error={error} pointer={`/tiers/${index}/role/en`}>
              <input
                required
                lang="en"
                dir="ltr"
                value={tier.en}
                onChange={({ target }) => set(index, { en: target.value })}
              />
            </Field>
          </div>
          <Contacts tier={tier} index={index} error={error} onChange={(contacts) => set(index, { contacts })} />
          {tiers.length > 1 ? (
            <button type="button" className="quiet" onClick={() => onChange(tiers.filter((_, at) => at !== index))}>
              {t('removeTier', { n: format.number(index + 1) })}
            </button>
          ) : null}
        </fieldset>
      ))}
      {tiers.length < MOST_TIERS ? (
        <button type="button" onClick={() => onChange([...tiers, EMPTY_TIER])}>
          {t('addTier')}
        </button>
      ) : null}
    </fieldset>
  );
}

function Contacts({
  tier: { contacts },
  index,
  error,
  onChange,
}: {
  tier: TypedTier;
  index: number;
  error: unknown;
  onChange: (contacts: TypedTier['contacts']) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      {contacts.map((contact, place) => {
        const set = (changes: Partial<typeof contact>) =>
          onChange(contacts.map((one, at) => (at === place ? { ...one, ...changes } : one)));
        const example = CHANNELS.find(([channel]) => channel === contact.channel)?.[2];
        const pointer = `/tiers/${index}/contacts/${sentPlace(contacts, place)}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
          <div key={place} className="form-part contact">
            <Field label={t('fieldChannel')} error={error} pointer={`${pointer}/channel`}>
              <select value={contact.channel} onChange={({ target }) => set({ channel: target.value })}>
                {CHANNELS.map(([channel, name]) => (
                  <option key={channel} value={channel}>
                    {t(name)}
                  </option>
                ))}
              </select>
            </Field>
            <Field label={t('fieldAddress')} error={error} pointer={`${pointer}/address`}>
              <input
                dir="ltr"
                autoComplete="off"
                placeholder={example}
                value={contact.address}
                onChange={({ target }) => set({ address: target.value })}
              />
            </Field>
            <button
              type="button"
              className="quiet"
              aria-label={t('removeContact', { n: format.number(place + 1) })}
              onClick={() => onChange(contacts.filter((_, at) => at !== place))}
            >
              ×
            </button>
          </div>
        );
      })}
      <button type="button" onClick={() => onChange([...contacts, { channel: 'email', address: '', name: '' }])}>
        {t('addContact')}
      </button>
    </>
  );
}

function Checks({
  legend,
  all,
  chosen,
  nameOf,
  onChange,
}: {
  legend: string;
  all: readonly string[];
  chosen: readonly string[];
  nameOf: (each: string) => ReactNode;
  onChange: (chosen: string[]) => void;
}) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: within a fieldset of its own already.
    <div role="group" aria-labelledby={id} className="checks">
      <strong id={id}>{legend}</strong>
      <div>
        {all.map((each) => (
          <label key={each}>
            <input
              type="checkbox"
              checked={chosen.includes(each)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, each] : chosen.filter((other) => other !== each))
              }
            />{' '}
            {nameOf(each)}
          </label>
        ))}
      </div>
    </div>
  );
}

function Countries({ chosen, onChange }: { chosen: readonly string[]; onChange: (chosen: string[]) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: within a fieldset of its own already.
    <div role="group" aria-labelledby={id} className="checks">
      <strong id={id}>{t('fieldCountries')}</strong>
      <div>
        {chosen.map((code) => (
          <span key={code} className="chip">
            <bdi>{format.country(code)}</bdi>{' '}
            <button
              type="button"
              className="quiet"
              aria-label={t('removeCountry', { name: format.country(code) })}
              onClick={() => onChange(chosen.filter((other) => other !== code))}
            >
              ×
            </button>
          </span>
        ))}
        <CountrySelect
          value=""
          none={t('addCountry')}
          label={t('addCountry')}
          onChange={(code) => code && !chosen.includes(code) && onChange([...chosen, code])}
        />
      </div>
    </div>
  );
}

function CountrySelect({
  value,
  none,
  label,
  onChange,
  ...field
}: {
  value: string;
  none: string;
  label?: string;
  onChange: (code: string) => void;
  id?: string;
}) {
  const format = useFormat();
  const countries = useMemo(
    () =>
      countryCodes()
        .map((code) => [code, format.country(code)] as const)
        .sort(([, a], [, b]) => a.localeCompare(b)),
    [format],
  );
  return (
    <select {...field} aria-label={label} value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{none}</option>
      {countries.map(([code, name]) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** The one moment at which the secret of an agency's machine is seen. */
function Secret({ client, onClose }: { client: Client; onClose: () => void }) {
  const { t } = useTranslation();
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    toast(t('copied'));
  };
  return (
    <Dialog title={t('secretTitle')} onClose={onClose}>
      <p>{t('secretLead')}</p>
      <dl className="secret">
        {(
          [
            ['secretId', client.id],
            ['secretWord', client.secret],
          ] as const
        ).map(([name, text]) => (
          <div key={name}>
            <dt>{t(name)}</dt>
            <dd>
              <code dir="ltr">{text}</code>{' '}
              <button type="button" aria-label={`${t('copy')}: ${t(name)}`} onClick={() => void copy(text)}>
                {t('copy')}
              </button>
            </dd>
          </div>
        ))}
      </dl>
      <footer>
        <button type="button" className="primary" onClick={onClose}>
          {t('secretDone')}
        </button>
      </footer>
    </Dialog>
  );
}
