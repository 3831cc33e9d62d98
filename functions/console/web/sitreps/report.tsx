import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WORKERS } from '../../../../shared/http/roles.ts';
import { PARTS, SITREP } from '../../../../shared/sitrep/words.ts';
import { valueWords } from '../../../../shared/texts/figures.ts';
import type { SitRep } from '../answers.ts';
import { instantInCairo } from '../calls/form.ts';
import { DeskForm, type Input } from '../desk/form.tsx';
import { BothTexts, Signed, State } from '../desk/parts.tsx';
import { useCommand, useThing } from '../desk/things.ts';
import { localInCairo } from '../desk/time.ts';
import { useRoom } from '../room.ts';
import { go, hrefOf } from '../route.ts';
import { useFormat } from '../text/format.ts';
import { Stamp } from '../ui/marks.tsx';
import { openFile } from '../ui/open-file.ts';
import { ProblemNote } from '../ui/problem.tsx';
import { changedFigures, changedSections } from './compare.ts';
import { Arrivals, FigurePart } from './figures.tsx';

/** The parts of a report in the order of domain.md e.1, and the words that people write into them. */
const ORDER = [
  { part: 1, section: 'headline' },
  { part: 2, section: 'situation' },
  { part: 3 },
  { part: 4, section: 'needs' },
  { part: 5, section: 'response' },
  { part: 6, section: 'gaps' },
  { part: 7 },
  { part: 8, section: 'rumours' },
  { part: 9, section: 'room' },
] as const satisfies readonly { part: keyof typeof PARTS; section?: string }[];

const WRITTEN = ORDER.flatMap((each) => ('section' in each ? [each] : []));
const CONFIDENCE = ['HighlyConfident', 'SomewhatConfident', 'Unsure', 'NoConfidence'] as const;

/** One report in one edition; the newest unless one is named. */
export function ReportPage({ id, edition }: { id: string; edition: string | undefined }) {
  const { t } = useTranslation();
  const path = `/v1/sitreps/${id}${edition ? `?edition=${encodeURIComponent(edition)}` : ''}`;
  const { data: report, error, refetch } = useThing<SitRep>(path);
  if (report) return <Page report={report} reread={() => void refetch()} />;
  return (
    <section className="desk">
      {error ? <ProblemNote error={error} /> : <p aria-busy>{t('loading')}</p>}
      <a href={hrefOf(['sitreps'])}>{t('desk.back')}</a>
    </section>
  );
}

type Form = 'write' | 'issue' | 'edition';

function Page({ report, reread }: { report: SitRep; reread: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [form, setForm] = useState<Form>();
  const [against, setAgainst] = useState('');
  const { id, header, edition, editions, sections, figures } = report;
  const newest = edition === editions;
  const may = (name: string) => newest && report.allowed.includes(name);
  const numbers = Array.from({ length: editions }, (_, n) => n + 1);
  return (
    <section className="desk sitrep">
      <a href={hrefOf(['sitreps'])}>{t('desk.back')}</a>
      <header>
        <h1 dir="auto">{format.both(header.reportTitle)}</h1>
        <State kind={report.state === 'issued' ? 'good' : 'wait'}>{format.both(SITREP[report.state])}</State>
        <span className="soft">
          {format.both(SITREP[header.reportVersion])} ·{' '}
          {t('sitreps.editionOf', { n: format.number(edition), of: format.number(editions) })}
        </span>
      </header>
      <div className="sheet">
        <dl className="facts">
          <dt>{format.both(SITREP.period)}</dt>
          <dd>
            <Stamp at={header.forTimePeriod.from} /> – <Stamp at={header.forTimePeriod.to} />
          </dd>
          <dt>{format.both(SITREP.dataAsOf)}</dt>
          <dd>
            <Stamp at={report.dataAsOf} />
          </dd>
          <dt>{format.both(SITREP.confidence)}</dt>
          <dd>{format.both(SITREP[header.reportConfidence])}</dd>
          <dt>{format.both(SITREP.preparedBy)}</dt>
          <dd>
            <Signed by={header.preparedBy.name} at={header.preparedBy.at} />
          </dd>
          <dt>{format.both(SITREP.authorizedBy)}</dt>
          <dd>{header.authorizedBy ? <Signed by={header.authorizedBy.name} at={header.authorizedBy.at} /> : '–'}</dd>
        </dl>
        <div className="acts">
          {may('approveSitRep') ? (
            <button type="button" className="primary" onClick={() => setForm('issue')}>
              {t('sitreps.issue')}
            </button>
          ) : null}
          {may('editSitRep') ? (
            <button type="button" onClick={() => setForm('write')}>
              {t('sitreps.writeParts')}
            </button>
          ) : null}
          {may('updateSitRep') ? (
            <button type="button" onClick={() => setForm('edition')}>
              {t('sitreps.newEdition')}
            </button>
          ) : null}
          <Files id={id} edition={edition} />
        </div>
        {editions > 1 ? (
          <div className="acts">
            <label>
              {t('sitreps.showEdition')}{' '}
              <select
                value={edition}
                onChange={({ target }) => go(hrefOf(['sitreps', id], { edition: target.value }), true)}
              >
                {numbers.map((each) => (
                  <option key={each} value={each}>
                    {format.number(each)}
                  </option>
                ))}
              </select>
            </label>
            <label>
              {t('sitreps.compareWith')}{' '}
              <select value={against} onChange={({ target }) => setAgainst(target.value)}>
                <option value="">{t('sitreps.noComparison')}</option>
                {numbers
                  .filter((each) => each !== edition)
                  .map((each) => (
                    <option key={each} value={each}>
                      {format.number(each)}
                    </option>
                  ))}
              </select>
            </label>
          </div>
        ) : null}
      </div>
      {form ? (
        <Forms key={form} kind={form} report={report} reread={reread} onClose={() => setForm(undefined)} />
      ) : null}
      {against ? <Differences report={report} against={Number(against)} /> : null}
      {ORDER.map((each) => {
        const own = figures.filter((figure) => figure.section === each.part);
        const text = 'section' in each ? sections[each.section] : undefined;
        // The restricted annex is there only for whoever may read it.
        if (each.part === 7 && own.length === 0) return null;
        return (
          <section key={each.part} className="sheet" data-part={each.part}>
            <h2>
              {format.number(each.part)}. {format.both(PARTS[each.part])}
            </h2>
            {text ? (
              <>
                <BothTexts text={text} />
                <Signed by={text.by} at={text.at} />
              </>
            ) : 'section' in each ? (
              <p className="soft">{t('sitreps.notWritten')}</p>
            ) : null}
            {each.part === 3 ? <Arrivals arrivals={report.arrivals} /> : null}
            <div className="figures">
              {own.map((figure) => (
                <FigurePart key={figure.id} figure={figure} />
              ))}
            </div>
          </section>
        );
      })}
      <section className="sheet">
        <h2>
          {format.number(10)}. {format.both(PARTS[10])}
        </h2>
        <p>{header.nextContact ? <Stamp at={header.nextContact} /> : '–'}</p>
      </section>
    </section>
  );
}

/** The report on paper in either language, and its figures as a table with an HXL row: each a link that lives for minutes. */
function Files({ id, edition }: { id: string; edition: number }) {
  const { t } = useTranslation();
  const { api, me } = useRoom();
  const make = useCommand(
    undefined,
    (body: { format: 'page' | 'csv'; lang?: 'ar' | 'en'; edition: number }, key) =>
      api.post<{ url: string }>(`/v1/sitreps/${id}/files`, body, { key }),
    ({ url }) => openFile(url, t),
  );
  if (!WORKERS.some((role) => me.roles.includes(role))) return null;
  const busy = make.state !== 'idle';
  return (
    <>
      <button type="button" disabled={busy} onClick={() => void make.go({ format: 'page', lang: 'ar', edition })}>
        {t('sitreps.printArabic')}
      </button>
      <button type="button" disabled={busy} onClick={() => void make.go({ format: 'page', lang: 'en', edition })}>
        {t('sitreps.printEnglish')}
      </button>
      <button type="button" disabled={busy} onClick={() => void make.go({ format: 'csv', edition })}>
        {t('sitreps.hxl')}
      </button>
      <ProblemNote error={make.error} />
    </>
  );
}

function Differences({ report, against }: { report: SitRep; against: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: other, error } = useThing<SitRep>(`/v1/sitreps/${report.id}?edition=${against}`);
  if (!other) return error ? <ProblemNote error={error} /> : <p aria-busy>{t('loading')}</p>;
  const [before, after] = against < report.edition ? [other, report] : [report, other];
  const figures = changedFigures(before, after);
  const sections = changedSections(before, after);
  const number = (n: number) => format.number(n);
  return (
    <section className="sheet differences">
      <h2>{t('sitreps.differences', { a: number(before.edition), b: number(after.edition) })}</h2>
      {figures.length + sections.length === 0 ? <p>{t('sitreps.noDifference')}</p> : null}
      {figures.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whatever scrolls is reached by keyboard.
        <section className="scroll" tabIndex={0} aria-label={t('sitreps.figure')}>
          <table>
            <thead>
              <tr>
                <th>{t('sitreps.figure')}</th>
                <th className="number">
                  {t('sitreps.editionOf', { n: number(before.edition), of: number(report.editions) })}
                </th>
                <th className="number">
                  {t('sitreps.editionOf', { n: number(after.edition), of: number(report.editions) })}
                </th>
              </tr>
            </thead>
            <tbody>
              {figures.map(({ figure, before: old }) => (
                <tr key={figure.id}>
                  <th scope="row">{format.both(figure.name)}</th>
                  <td className="number">{old ? <Value figure={old} /> : '–'}</td>
                  <td className="number">
                    <Value figure={figure} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      {sections.map((name) => {
        const part = WRITTEN.find(({ section }) => section === name);
        const [old, now] = [before.sections[name], after.sections[name]];
        return (
          <div key={name}>
            <h3>{part ? format.both(PARTS[part.part]) : name}</h3>
            {old ? (
              <del>
                <BothTexts text={old} />
              </del>
            ) : null}
            {now ? (
              <ins>
                <BothTexts text={now} />
              </ins>
            ) : null}
          </div>
        );
      })}
    </section>
  );
}

function Value({ figure: { unit, value, n } }: { figure: SitRep['figures'][number] }) {
  const format = useFormat();
  return (
    <bdi>
      {format.both(valueWords(unit, value))} <small className="soft">({format.number(n)})</small>
    </bdi>
  );
}

function Forms({
  kind,
  report,
  reread,
  onClose,
}: {
  kind: Form;
  report: SitRep;
  reread: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api, me } = useRoom();
  const { id, version, header, sections } = report;
  const path = `/v1/sitreps/${id}`;
  const form = { place: `sitrep ${kind} ${id}`, path, onDone: onClose, onStale: reread, onClose };
  if (kind === 'issue') {
    return (
      <DeskForm
        {...form}
        title={t('sitreps.issue')}
        submit={t('sitreps.issue')}
        current={{ name: me.id }}
        inputs={[{ kind: 'line', name: 'name', label: t('sitreps.issueAs') }]}
        request={(value) => api.put<SitRep>(`${path}/approval`, { name: value('name') }, version)}
      >
        <p>{t('sitreps.issueLead')}</p>
      </DeskForm>
    );
  }
  if (kind === 'edition') {
    return (
      <DeskForm
        {...form}
        title={t('sitreps.newEdition')}
        submit={t('sitreps.makeDraft')}
        current={{ reportVersion: 'Update', name: me.id }}
        onDone={() => {
          onClose();
          go(hrefOf(['sitreps', id]), true);
        }}
        inputs={[
          {
            kind: 'choice',
            name: 'reportVersion',
            label: t('sitreps.editionKind'),
            choices: (['Update', 'Final'] as const).map((each) => [each, format.both(SITREP[each])] as const),
          },
          { kind: 'line', name: 'name', label: t('sitreps.preparedBy') },
          { kind: 'time', name: 'dataAsOf', label: t('sitreps.dataAsOf'), hint: t('sitreps.dataHint'), optional: true },
        ]}
        request={(value, key) =>
          api.post<SitRep>(
            `${path}/editions`,
            {
              reportVersion: value('reportVersion'),
              name: value('name'),
              ...(value('dataAsOf') ? { dataAsOf: instantInCairo(value('dataAsOf')) } : {}),
            },
            { key },
          )
        }
      />
    );
  }
  const current: Record<string, string> = {
    name: me.id,
    'reportTitle.ar': header.reportTitle.ar,
    'reportTitle.en': header.reportTitle.en,
    reportConfidence: header.reportConfidence,
    nextContact: localInCairo(header.nextContact ?? undefined),
    ...Object.fromEntries(
      WRITTEN.flatMap(({ section }) =>
        (['ar', 'en'] as const).map((lang) => [`${section}.${lang}`, sections[section]?.[lang] ?? '']),
      ),
    ),
  };
  const inputs: Input[] = [
    { kind: 'line', name: 'name', label: t('sitreps.writer') },
    {
      kind: 'choice',
      name: 'reportConfidence',
      label: t('sitreps.reportConfidence'),
      choices: CONFIDENCE.map((each) => [each, format.both(SITREP[each])] as const),
    },
    { kind: 'time', name: 'nextContact', label: t('sitreps.nextContact'), optional: true },
    { kind: 'both', name: 'reportTitle', label: t('sitreps.reportTitle'), rows: 1 },
    ...WRITTEN.map(
      ({ part, section }): Input => ({
        kind: 'both',
        name: section,
        label: format.both(PARTS[part]),
        pointer: `/sections/${section}`,
        rows: 4,
        optional: true,
      }),
    ),
  ];
  return (
    <DeskForm
      {...form}
      title={t('sitreps.writeParts')}
      submit={t('sitreps.saveParts')}
      current={current}
      inputs={inputs}
      request={(value) => {
        // Only what was written anew is sent: each part keeps the name of whoever wrote it last.
        const moved = (name: string) =>
          ['ar', 'en'].some((lang) => value(`${name}.${lang}`) !== current[`${name}.${lang}`]);
        const both = (name: string) => ({ ar: value(`${name}.ar`), en: value(`${name}.en`) });
        const written = WRITTEN.filter(({ section }) => moved(section));
        return api.patch<SitRep>(
          path,
          {
            name: value('name'),
            ...(moved('reportTitle') ? { reportTitle: both('reportTitle') } : {}),
            ...(value('reportConfidence') === current.reportConfidence
              ? {}
              : { reportConfidence: value('reportConfidence') }),
            ...(value('nextContact') && value('nextContact') !== current.nextContact
              ? { nextContact: instantInCairo(value('nextContact')) }
              : {}),
            ...(written.length > 0
              ? { sections: Object.fromEntries(written.map(({ section }) => [section, both(section)])) }
              : {}),
          },
          version,
        );
      }}
    />
  );
}
