import { memo, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { CATEGORY_WORDS } from '../../../../shared/escalation/words.ts';
import type { BoardRow } from '../answers.ts';
import { hrefOf } from '../route.ts';
import { useFormat } from '../text/format.ts';
import { CLOCK_NAMES, STATUS_NAMES } from '../text/words.ts';
import { Ago, Countdown, PriorityBadge, Reference } from '../ui/marks.tsx';
import type { Present } from './presence.ts';

interface Props {
  row: BoardRow;
  /** Counted from 1, and the column heads are the first row. */
  index: number;
  top: number;
  active: boolean;
  selected: boolean;
  gone: boolean;
  mine: boolean;
  present: readonly Present[];
  measure: Ref<HTMLTableRowElement>;
  onSelect: (id: string) => void;
  onActive: (id: string) => void;
}

export const rowElementId = (id: string) => `row-${id}`;

/** One case at a glance. */
export const Row = memo(function Row(props: Props) {
  const { row, index, top, active, selected, gone, mine, present, measure, onSelect, onActive } = props;
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <tr
      ref={measure}
      id={rowElementId(row.id)}
      data-index={index}
      className="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-priority={row.priority}
      data-active={active || undefined}
      data-gone={gone || undefined}
      style={{ transform: `translateY(${top}px)` }}
      onPointerDown={() => onActive(row.id)}
    >
      <td className="cell-select">
        <input
          type="checkbox"
          tabIndex={-1}
          checked={selected}
          onChange={() => onSelect(row.id)}
          aria-label={`${t('select')} ${row.id}`}
        />
      </td>
      <td className="cell-priority">
        <PriorityBadge priority={row.priority} />
      </td>
      <td className="cell-due">
        {row.nextDueAt ? <Countdown due={row.nextDueAt} /> : <span className="soft">{t('noClock')}</span>}
        {row.nextDue ? <small>{format.both(CLOCK_NAMES[row.nextDue])}</small> : null}
      </td>
      <td className="cell-case">
        <div className="line-1">
          <a href={hrefOf(['cases', row.id])} tabIndex={-1}>
            <Reference id={row.id} />
          </a>
          {gone ? <span className="chip">{t('left')}</span> : null}
          {row.status ? (
            <span className="chip" data-status={row.status}>
              {format.both(STATUS_NAMES[row.status])}
            </span>
          ) : null}
          {row.category ? <span className="kind">{format.both(CATEGORY_WORDS[row.category])}</span> : null}
          <Place row={row} />
          {row.similar && row.similar.count > 1 ? <Similar {...row.similar} /> : null}
        </div>
        <div className="line-2" dir="auto">
          {row.summary ?? t('restricted')}
        </div>
      </td>
      <td className="cell-people">
        <People row={row} />
      </td>
      <td className="cell-contact">
        <LastContact row={row} />
      </td>
      <td className="cell-owner">
        {row.owner ? (
          <bdi className={mine ? 'mine' : undefined}>{mine ? t('me') : row.owner}</bdi>
        ) : (
          <span className="nobody">{t('nobody')}</span>
        )}
        {present.length > 0 ? <Looking present={present} /> : null}
      </td>
    </tr>
  );
});

function Place({ row }: { row: BoardRow }) {
  const format = useFormat();
  if (!row.place && !row.country) return null;
  return (
    <span className="place">
      {row.place ? <bdi>{row.place}</bdi> : null}
      {row.place && row.country ? format.comma : null}
      {row.country ? <bdi>{format.country(row.country)}</bdi> : null}
    </span>
  );
}

function Similar({ group, count }: { group: string; count: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <a
      className="chip similar"
      href={hrefOf([], { similar: group })}
      tabIndex={-1}
      title={t('similarLong', { n: format.number(count) })}
    >
      {t('similar', { n: format.number(count) })}
    </a>
  );
}

function People({ row: { persons, children } }: { row: BoardRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!persons) return null;
  return (
    <>
      <span>{t('persons', { count: persons, n: format.number(persons) })}</span>
      {children ? (
        <strong className="children">{t('children', { count: children, n: format.number(children) })}</strong>
      ) : null}
    </>
  );
}

function LastContact({ row: { lastInboundAt, lastOutboundAt } }: { row: BoardRow }) {
  const { t } = useTranslation();
  const inLast = lastInboundAt && (!lastOutboundAt || lastInboundAt > lastOutboundAt);
  return (
    <>
      {lastInboundAt ? (
        <span className={inLast ? 'waits' : 'soft'}>
          {t('fromThem')} <Ago at={lastInboundAt} />
        </span>
      ) : null}
      {lastOutboundAt ? (
        <span className="soft">
          {t('toThem')} <Ago at={lastOutboundAt} />
        </span>
      ) : null}
    </>
  );
}

function Looking({ present }: { present: readonly Present[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const writing = present.filter(({ doing }) => doing === 'writing');
  const who = (writing.length > 0 ? writing : present).map(({ staff }) => staff).join(format.comma);
  return (
    <small className="looking" data-writing={writing.length > 0 || undefined}>
      {t(writing.length > 0 ? 'writing' : 'looking', { who })}
    </small>
  );
}
