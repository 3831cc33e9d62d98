import { useTranslation } from 'react-i18next';
import type { CaseHead } from '../answers.ts';
import { Countdown, Stamp } from '../ui/marks.tsx';
import { type Act, Begin, Press } from './act.tsx';
import { useCase } from './page.ts';

/** The form of a promise: to whom, what, by when. */
export function promiseAct(t: (key: string) => string, { reporters }: CaseHead): Act {
  return {
    kind: 'promise',
    title: t('makePromise'),
    lead: t('promiseLead'),
    path: '/promises',
    focus: 'text',
    inputs: [
      {
        name: 'contactId',
        label: t('to'),
        choices: reporters.map(({ contactId, name }) => [contactId, name ?? t('aReporter')]),
        ...(reporters[0] ? { initial: reporters[0].contactId } : {}),
      },
      { name: 'text', label: t('promise') },
      { name: 'dueAt', label: t('dueAt'), hint: t('cairoTime'), kind: 'instant' },
    ],
  };
}

/** What was promised to whom by when: kept, moved, or running out. */
export function Promises() {
  const { t } = useTranslation();
  const { head, tell, can } = useCase();
  return (
    <section aria-labelledby="case-promises">
      <h3 id="case-promises">{t('promises')}</h3>
      <ul className="parts">
        {head.promises.map(({ promiseId, contactId, text, dueAt, status, keptAt }) => (
          <li key={promiseId} data-over={status === 'kept' || undefined}>
            <span dir="auto">{text}</span> <span className="soft">{tell.contact(contactId)}</span>{' '}
            {status === 'pending' ? <Countdown due={dueAt} /> : <>✓ {keptAt ? <Stamp at={keptAt} /> : null}</>}{' '}
            <Stamp at={dueAt} country={head.country} />
            {status === 'pending' ? (
              <span className="acts">
                {can('keepPromise') ? <Press title={t('keepPromise')} path={`/promises/${promiseId}/keep`} /> : null}
                {can('movePromise') ? (
                  <Begin
                    quiet
                    act={{
                      kind: `move ${promiseId}`,
                      title: t('movePromise'),
                      path: `/promises/${promiseId}/move`,
                      lead: text,
                      inputs: [
                        { name: 'dueAt', label: t('dueAt'), hint: t('cairoTime'), kind: 'instant' },
                        { name: 'reason', label: t('reason'), optional: true },
                      ],
                    }}
                  />
                ) : null}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {can('makePromise') ? <Begin act={promiseAct(t, head)} /> : null}
    </section>
  );
}
