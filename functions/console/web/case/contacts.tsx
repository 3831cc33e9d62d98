import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CALL_BACK } from '../../../../shared/people/safety.ts';
import type { CaseHead, Contact } from '../answers.ts';
import { useRoom } from '../room.ts';
import { isolated, useFormat } from '../text/format.ts';
import { CHANNEL_NAMES, RELATIONSHIP_NAMES } from '../text/words.ts';
import { ProblemNote } from '../ui/problem.tsx';
import type { Act, Values } from './act.tsx';
import { useCase } from './page.ts';

type Reporter = CaseHead['reporters'][number];

/** What protects somebody, in plain words before anything is typed or dialled (domain.md G9). */
export function ContactRules({ reporter }: { reporter: Reporter }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { safety, optedOut = [] } = reporter;
  const hours = ({ from, to, zone }: { from: string; to: string; zone: string }) => `${from}–${to} (${zone})`;
  const rules = [
    safety?.callBack === 'never' && [t('ruleNever'), true],
    safety?.callBack === 'only_text' && [t('ruleOnlyText'), true],
    safety?.callBack === 'only_between' &&
      safety.window && [t('ruleOnlyBetween', { hours: hours(safety.window) }), true],
    safety?.captorMaySee && [t('ruleCaptor'), true],
    safety?.sharedDevice && [t('ruleShared'), true],
    safety?.quietHoursLocal && [t('ruleQuiet', { hours: hours(safety.quietHoursLocal) }), false],
    optedOut.length > 0 && [
      t('ruleOptedOut', { where: optedOut.map((each) => format.both(CHANNEL_NAMES[each])).join(format.comma) }),
      false,
    ],
    safety?.note && [safety.note, false],
  ].filter((rule): rule is [string, boolean] => Array.isArray(rule));
  if (rules.length === 0) return null;
  return (
    <ul className="rules">
      {rules.map(([text, grave]) => (
        <li key={text} className="rule" data-grave={grave || undefined} dir="auto">
          {text}
        </li>
      ))}
    </ul>
  );
}

/** Who tells us of this case, how they may be reached, and the form that changes that. */
export function Contacts() {
  const { t } = useTranslation();
  const format = useFormat();
  const { head, can } = useCase();
  return (
    <section aria-labelledby="case-reporters">
      <h3 id="case-reporters">{t('reporters')}</h3>
      <ul className="parts">
        {head.reporters.map((reporter) => (
          <li key={reporter.contactId}>
            <strong>
              <bdi>{reporter.name ?? t('aReporter')}</bdi>
            </strong>{' '}
            <span className="chip">{format.both(RELATIONSHIP_NAMES[reporter.relationship])}</span>{' '}
            <span className="soft">{format.both(CHANNEL_NAMES[reporter.channel])}</span>{' '}
            {reporter.phone ? (
              <bdi dir="ltr" className="phone">
                {reporter.phone}
              </bdi>
            ) : null}
            <ContactRules reporter={reporter} />
            {can('sendMessage') || can('addNote') ? <ChangeRules reporter={reporter} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Reads the contact as it is now, so that nobody's later word on it is lost, then opens the form. */
function ChangeRules({ reporter }: { reporter: Reporter }) {
  const { t } = useTranslation();
  const { api } = useRoom();
  const client = useQueryClient();
  const { id, begin } = useCase();
  const [error, setError] = useState<unknown>();
  const path = `/contacts/${reporter.contactId}`;
  const open = async () => {
    setError(undefined);
    try {
      const contact = await api.get<Contact>(`/v1/cases/${id}${path}`);
      begin(rulesAct(contact, path, t));
      void client.invalidateQueries({ queryKey: ['case', id, 'head'] });
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <>
      <button type="button" className="quiet" onClick={() => void open()}>
        {t('changeRules')}
      </button>
      <ProblemNote error={error} />
    </>
  );
}

function rulesAct({ version, safety, name }: Contact, path: string, t: (key: string) => string): Act {
  const zone = safety?.window?.zone ?? safety?.quietHoursLocal?.zone ?? 'Africa/Cairo';
  return {
    kind: `rules ${path}`,
    title: `${t('changeRules')}${name ? `: ${isolated(name)}` : ''}`,
    path,
    method: 'PUT',
    version,
    inputs: [
      {
        name: 'callBack',
        label: t('callBack'),
        choices: CALL_BACK.map((each) => [each, t(`callBack_${each}`)]),
        initial: safety?.callBack ?? 'ok',
      },
      {
        name: 'seen',
        label: t('seenBy'),
        kind: 'many',
        choices: [
          ['sharedDevice', t('ruleShared')],
          ['captorMaySee', t('ruleCaptor')],
        ],
        initial: [safety?.sharedDevice && 'sharedDevice', safety?.captorMaySee && 'captorMaySee']
          .filter(Boolean)
          .join(','),
      },
      ...(['window', 'quiet'] as const).flatMap((which) => {
        const hours = which === 'window' ? safety?.window : safety?.quietHoursLocal;
        return (['from', 'to'] as const).map((end) => ({
          name: `${which}_${end}`,
          label: t(`${which}_${end}`),
          hint: t('hoursHint'),
          kind: 'line' as const,
          optional: true as const,
          initial: hours?.[end] ?? '',
        }));
      }),
      { name: 'zone', label: t('zone'), hint: t('zoneHint'), kind: 'line', initial: zone },
      { name: 'note', label: t('note'), optional: true, initial: safety?.note ?? '' },
    ],
    body: rulesBody,
  };
}

function rulesBody({ callBack, seen = [], zone, note, ...times }: Values): object {
  const hours = (which: string) =>
    times[`${which}_from`] && times[`${which}_to`]
      ? { from: times[`${which}_from`], to: times[`${which}_to`], zone }
      : undefined;
  const window = callBack === 'only_between' ? hours('window') : undefined;
  const quiet = hours('quiet');
  return {
    callBack,
    sharedDevice: (seen as string[]).includes('sharedDevice'),
    captorMaySee: (seen as string[]).includes('captorMaySee'),
    ...(window ? { window } : {}),
    ...(quiet ? { quietHoursLocal: quiet } : {}),
    ...(note ? { note } : {}),
  };
}
