import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  CAP_CATEGORIES,
  CAP_CERTAINTIES,
  CAP_RESPONSES,
  CAP_SEVERITIES,
  CAP_URGENCIES,
  NOTICE_KINDS,
  type NoticeKind,
} from '../../../../shared/notices/vocabulary.ts';
import { KIND_WORDS } from '../../../../shared/texts/notices.ts';
import type { Notice } from '../answers.ts';
import { useCrises } from '../board/choices.ts';
import { DeskForm, type Input } from '../desk/form.tsx';
import { hoursFrom, localInCairo } from '../desk/time.ts';
import { useRoom } from '../room.ts';
import { roomNow, useFormat } from '../text/format.ts';
import { contentOf, valuesOf } from './content.ts';
import { Preview } from './preview.tsx';
import { CAP_NAMES } from './texts.ts';

/** A notice that speaks of danger ends by itself; two days unless somebody says otherwise. */
const HOLDS_HOURS = 48;

/** Writes a new notice, changes a draft, or corrects what is out; beside it, what the public will see. */
export function Editor({
  notice,
  onDone,
  onStale,
  onClose,
}: {
  notice?: Notice;
  onDone: (notice: Notice) => void;
  onStale?: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { api } = useRoom();
  const crises = useCrises();
  const [fresh] = useState(() => ({
    kind: 'advisory',
    severity: 'Moderate',
    urgency: 'Immediate',
    certainty: 'Observed',
    response: 'Monitor',
    category: 'Safety',
    expires: localInCairo(hoursFrom(roomNow(), HOLDS_HOURS)),
  }));
  const before = notice?.draft?.content ?? notice?.current?.content;
  const code = (name: string, label: string, codes: readonly string[]): Input => ({
    kind: 'choice',
    name,
    label,
    choices: codes.map((each) => [each, CAP_NAMES[each] ? format.both(CAP_NAMES[each]) : each] as const),
  });
  const inputs: Input[] = [
    ...(notice
      ? []
      : ([
          {
            kind: 'choice',
            name: 'kind',
            label: t('notices.kind'),
            choices: NOTICE_KINDS.map((each) => [each, format.both(KIND_WORDS[each])] as const),
          },
          {
            kind: 'choice',
            name: 'crisis',
            label: t('crisis'),
            optional: true,
            choices: [['', t('desk.noCrisis')], ...crises.map(({ id, name }) => [id, format.both(name)] as const)],
          },
        ] as const satisfies Input[])),
    { kind: 'both', name: 'title', label: t('notices.titleOf'), rows: 1 },
    { kind: 'both', name: 'body', label: t('notices.bodyOf'), rows: 5 },
    { kind: 'both', name: 'instruction', label: t('notices.instructionOf'), optional: true },
    { kind: 'countries', name: 'countries', label: t('desk.areaCountries'), pointer: '/area/countries' },
    {
      kind: 'both',
      name: 'area',
      label: t('notices.areaName'),
      hint: t('notices.areaHint'),
      pointer: '/area/name',
      rows: 1,
      optional: true,
    },
    code('severity', t('notices.severity'), CAP_SEVERITIES),
    { kind: 'time', name: 'onset', label: t('notices.onset'), optional: true },
    { kind: 'time', name: 'expires', label: t('notices.expires'), optional: true },
    code('urgency', t('notices.urgency'), CAP_URGENCIES),
    code('certainty', t('notices.certainty'), CAP_CERTAINTIES),
    code('response', t('notices.response'), CAP_RESPONSES),
    code('category', t('notices.capCategory'), CAP_CATEGORIES),
    ...(notice?.current
      ? ([{ kind: 'both', name: 'reason', label: t('notices.correctionReason') }] as const satisfies Input[])
      : []),
  ];
  const title = notice ? t(notice.current ? 'notices.correct' : 'notices.editDraft') : t('notices.newNotice');
  return (
    <DeskForm
      place={notice ? `notice ${notice.id}` : 'notice'}
      title={title}
      submit={t('notices.saveDraft')}
      {...(notice ? { path: `/v1/notices/${notice.id}` } : {})}
      onDone={onDone}
      {...(onStale ? { onStale } : {})}
      onClose={onClose}
      current={before ? valuesOf(before) : fresh}
      inputs={inputs}
      request={(value, key) => {
        const content = contentOf(value, before);
        if (!notice) {
          const crisis = value('crisis');
          return api.post<Notice>(
            '/v1/notices',
            { kind: value('kind'), ...(crisis ? { crisis } : {}), ...content },
            { key },
          );
        }
        const reason = { ar: value('reason.ar'), en: value('reason.en') };
        return api.put<Notice>(
          `/v1/notices/${notice.id}/draft`,
          { ...content, ...(notice.current ? { reason } : {}) },
          notice.version,
        );
      }}
    >
      {(value) => <Preview kind={notice?.kind ?? (value('kind') as NoticeKind)} content={contentOf(value, before)} />}
    </DeskForm>
  );
}
