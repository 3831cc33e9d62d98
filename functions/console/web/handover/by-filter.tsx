import { useTranslation } from 'react-i18next';
import { PRIORITIES } from '../../../../shared/case/vocabulary.ts';
import { CATEGORY_WORDS } from '../../../../shared/escalation/words.ts';
import type { Handover } from '../answers.ts';
import { useCrises } from '../board/choices.ts';
import { DeskForm, useChoices } from '../desk/form.tsx';
import { useRoom } from '../room.ts';
import { useFormat } from '../text/format.ts';
import { PRIORITY_NAMES } from '../text/words.ts';
import { pathOf } from './pack.ts';
import { DISPOSITION_NAMES } from './texts.ts';

/** Decides all lines of the cases that a filter finds. */
export function ByFilter({ handover, taker }: { handover: Handover; taker: string | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const choices = useChoices();
  const { api } = useRoom();
  const crises = useCrises();
  const path = pathOf(handover.id);
  const any = ['', t('any')] as const;
  const owners = [...new Set([...handover.leaving, ...handover.incoming])];
  const countries = [...new Set(crises.flatMap((crisis) => crisis.countries))];
  return (
    <details>
      <summary>{t('handover.byFilter')}</summary>
      <DeskForm
        place={`filter ${handover.id}`}
        submit={t('handover.applyFilter')}
        path={path}
        current={{ disposition: 'take', to: taker ?? '' }}
        inputs={[
          {
            kind: 'choice',
            name: 'priority',
            label: t('priority'),
            pointer: '/filter/priority',
            optional: true,
            choices: [any, ...PRIORITIES.map((each) => [each, format.both(PRIORITY_NAMES[each].long)] as const)],
          },
          {
            kind: 'choice',
            name: 'owner',
            label: t('owner'),
            pointer: '/filter/owner',
            optional: true,
            choices: [any, ...owners.map((each) => [each, each] as const)],
          },
          {
            kind: 'choice',
            name: 'country',
            label: t('country'),
            pointer: '/filter/country',
            optional: true,
            choices: [any, ...countries.map((each) => [each, format.country(each)] as const)],
          },
          {
            kind: 'choice',
            name: 'category',
            label: t('category'),
            pointer: '/filter/category',
            optional: true,
            choices: [any, ...choices(CATEGORY_WORDS)],
          },
          { kind: 'choice', name: 'disposition', label: t('handover.decide'), choices: choices(DISPOSITION_NAMES) },
          {
            kind: 'choice',
            name: 'to',
            label: t('handover.taker'),
            choices: handover.incoming.map((each) => [each, each] as const),
          },
        ]}
        request={(value, key) => {
          const names = ['priority', 'owner', 'country', 'category'];
          const filter = Object.fromEntries(names.flatMap((name) => (value(name) ? [[name, value(name)]] : [])));
          const disposition = value('disposition');
          return api.post<Handover>(
            `${path}/dispositions`,
            { filter, disposition, ...(disposition === 'take' ? { to: value('to') } : {}) },
            { key },
          );
        }}
      >
        <p className="soft">{t('handover.filterHint')}</p>
      </DeskForm>
    </details>
  );
}
