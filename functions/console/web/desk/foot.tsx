import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../ui/problem.tsx';
import type { useCommand } from './things.ts';

/** The end of a form: what stands in the way of sending it, its buttons, and what else there is to say beside them. */
export function FormFoot({
  command: { error, state },
  unmerged,
  stale,
  submit,
  onClose,
  children,
}: {
  command: Pick<ReturnType<typeof useCommand>, 'error' | 'state'>;
  /** Whether it was to be sent while fields that others changed too were not chosen yet. */
  unmerged: boolean;
  /** Whether somebody else was faster; what he changed has been merged. */
  stale: boolean;
  submit: string;
  onClose?: (() => void) | undefined;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <>
      {unmerged || stale ? (
        <p className="problem" role="alert">
          {t(unmerged ? 'desk.mergeFirst' : 'desk.mergedNow')}
        </p>
      ) : (
        <ProblemNote error={error} />
      )}
      {state === 'waiting' ? <p role="status">{t('waiting')}</p> : null}
      <footer>
        <button type="submit" className="primary" disabled={state !== 'idle'}>
          {submit}
        </button>
        {onClose ? (
          <button type="button" onClick={onClose}>
            {t('cancel')}
          </button>
        ) : null}
        {children}
      </footer>
    </>
  );
}
