import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CATEGORIES, OPEN_STATUSES, PRIORITIES, STATUSES } from '../../../../shared/case/vocabulary.ts';
import { CATEGORY_WORDS } from '../../../../shared/escalation/words.ts';
import type { BoardRow } from '../answers.ts';
import { setPreference, usePreference } from '../preferences.ts';
import { useRoom } from '../room.ts';
import { go, hrefOf } from '../route.ts';
import { useFormat } from '../text/format.ts';
import type { TextKey } from '../text/texts.ts';
import { PRIORITY_NAMES, STATUS_NAMES } from '../text/words.ts';
import { useAgencies, useCrises, useStaff } from './choices.ts';
import { addressOf, type Field, type Filter, filterOf } from './filter.ts';

type Choice = readonly [value: string, text: string];

const VIEWS: readonly [TextKey, Filter][] = [
  ['viewAll', {}],
  ['viewUntriaged', { status: 'new' }],
  ['viewLate', { overdue: 'true' }],
  ['viewAgency', { status: 'awaiting_agency' }],
];

/** Narrows the board; the address says how, so that a view can be kept and sent to a colleague. */
export function Filters({
  filter,
  mineOnly,
  rows,
  detailsRef,
  path = mineOnly ? ['mine'] : [],
}: {
  filter: Filter;
  mineOnly: boolean;
  rows: ReadonlyMap<string, BoardRow>;
  detailsRef?: Ref<HTMLDetailsElement>;
  /** Of the screen that is narrowed; views are the board's own. */
  path?: string[];
}) {
  const { t } = useTranslation();
  const { owner: _mine, ...others } = filter;
  const chosen: Filter = mineOnly ? others : filter;
  // What there is to choose from is gathered from every row: only for somebody who looks.
  const [open, setOpen] = useState(false);
  const isBoard = path.length === 0;
  const count = Object.values(chosen).filter(Boolean).length;
  const set = (field: Field, value: string) => go(hrefOf(path, { ...chosen, [field]: value || undefined }), true);
  return (
    <>
      {isBoard ? <Views filter={filter} /> : null}
      <details className="filters" ref={detailsRef} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          {t('filters')} {count > 0 ? <span className="count">{count}</span> : null}
        </summary>
        <div className="filter-fields">
          {open ? <Fields filter={chosen} mineOnly={mineOnly} rows={rows} set={set} /> : null}
          <button type="button" onClick={() => go(hrefOf(path), true)} disabled={count === 0}>
            {t('clearFilters')}
          </button>
          {count > 0 && isBoard ? <SaveView filter={filter} /> : null}
        </div>
      </details>
    </>
  );
}

function Fields({
  filter,
  mineOnly,
  rows,
  set,
}: {
  filter: Filter;
  mineOnly: boolean;
  rows: ReadonlyMap<string, BoardRow>;
  set: (field: Field, value: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const agencies = useAgencies();
  const crises = useCrises();
  const staff = useStaff();
  const seen = [...rows.values()];
  const countries = new Set([
    ...seen.flatMap(({ country }) => country ?? []),
    ...crises.flatMap((crisis) => crisis.countries),
  ]);
  const owners = new Set([...staff, ...seen.flatMap(({ owner }) => owner ?? [])]);
  const ended = STATUSES.filter((status) => !(OPEN_STATUSES as readonly string[]).includes(status));
  const choices: Partial<Record<Field, readonly Choice[]>> = {
    priority: PRIORITIES.map((priority) => [priority, format.both(PRIORITY_NAMES[priority].long)]),
    status: [...OPEN_STATUSES, ...ended].map((status) => [status, format.both(STATUS_NAMES[status])]),
    country: sorted([...countries].map((code) => [code, format.country(code)])),
    category: sorted(CATEGORIES.map((category) => [category, format.both(CATEGORY_WORDS[category])])),
    ...(mineOnly ? {} : { owner: [...owners].sort().map((id) => [id, id] as const) }),
    agency: agencies.map(({ id, name }) => [id, format.both(name)]),
    crisis: [['daily', t('daily')], ...crises.map(({ id, name }) => [id, format.both(name)] as const)],
    desk: [
      ['distress', t('deskDistress')],
      ['requests', t('deskRequests')],
    ],
  };
  return (
    <>
      {(Object.entries(choices) as [Field & TextKey, readonly Choice[]][]).map(([field, values]) => (
        <label key={field}>
          {t(field)}
          <select value={filter[field] ?? ''} onChange={({ target }) => set(field, target.value)}>
            <option value="">{t('any')}</option>
            {filter[field] && !values.some(([value]) => value === filter[field]) ? (
              <option value={filter[field]}>{filter[field]}</option>
            ) : null}
            {values.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      ))}
      <label className="check">
        <input
          type="checkbox"
          checked={filter.overdue === 'true'}
          onChange={({ target }) => set('overdue', target.checked ? 'true' : '')}
        />{' '}
        {t('overdue')}
      </label>
    </>
  );
}

function sorted(choices: Choice[]): Choice[] {
  return choices.sort(([, a], [, b]) => a.localeCompare(b));
}

/** The room's usual views and this person's own. */
function Views({ filter }: { filter: Filter }) {
  const { t } = useTranslation();
  const { me } = useRoom();
  const own = ownViews(usePreference('views'));
  const here = addressOf(filter);
  const link = (name: string, address: string) => (
    <a href={hrefOf([], { ...filterOf(new URLSearchParams(address)) })} aria-current={address === here || undefined}>
      {name}
    </a>
  );
  return (
    <ul className="views" aria-label={t('views')}>
      {VIEWS.map(([name, view]) => (
        <li key={name}>{link(t(name), addressOf(view))}</li>
      ))}
      {own.map(([name, address]) => (
        <li key={`${me.id} ${name}`}>
          {link(name, address)}
          <button
            type="button"
            className="quiet"
            aria-label={t('forget', { name })}
            onClick={() => keep(own.filter(([other]) => other !== name))}
          >
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

function SaveView({ filter }: { filter: Filter }) {
  const { t } = useTranslation();
  const own = ownViews(usePreference('views'));
  const [name, setName] = useState('');
  const clean = name.replace(/\s+/g, ' ').trim();
  return (
    <form
      className="save-view"
      onSubmit={(event) => {
        event.preventDefault();
        if (!clean) return;
        keep([...own.filter(([other]) => other !== clean), [clean, addressOf(filter)]]);
        setName('');
      }}
    >
      <label>
        {t('viewName')}
        <input value={name} maxLength={40} onChange={({ target }) => setName(target.value)} />
      </label>
      <button type="submit">{t('saveView')}</button>
    </form>
  );
}

function ownViews(text: string): Choice[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t') as [string, string]);
}

function keep(views: readonly Choice[]): void {
  setPreference('views', views.map((view) => view.join('\t')).join('\n'));
}
