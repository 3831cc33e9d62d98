import { useTranslation } from 'react-i18next';
import type { Both } from '../../../../shared/case/events.ts';
import { Offline, Problem } from '../api.ts';
import { SignedOut } from '../auth.ts';
import { useFormat } from '../text/format.ts';
import type { TextKey } from '../text/texts.ts';

/** What went wrong, in the person's language, and what the room's people need in order to find it. */
export function ProblemNote({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!error) return null;
  if (!(error instanceof Problem)) {
    return (
      <p className="problem" role="alert">
        {t(keyOf(error))}
      </p>
    );
  }
  const { text, errors = [], traceId } = error.body;
  return (
    <div className="problem" role="alert">
      <p>{text ? format.both(text) : t('failed')}</p>
      {errors.length > 0 ? (
        <ul>
          {errors.map(({ pointer, message }) => (
            <li key={pointer + message.en}>
              {format.both(message)} <bdi className="pointer">{pointer}</bdi>
            </li>
          ))}
        </ul>
      ) : null}
      {traceId ? (
        <small>
          {t('trace')} <bdi>{traceId}</bdi>
        </small>
      ) : null}
    </div>
  );
}

function keyOf(error: unknown): TextKey {
  if (error instanceof Offline) return 'notSent';
  return error instanceof SignedOut ? 'sessionEnded' : 'failed';
}

/** In one line, for a toast or the result of one of many. */
export function useProblemText(): (error: unknown) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (error) => {
    if (error instanceof Problem && error.body.text) return format.both(error.body.text);
    return t(keyOf(error));
  };
}

/** What the room says of one field, by its JSON pointer: `/reporter/phone`. */
export function fieldMessage(error: unknown, pointer: string): Both | undefined {
  if (!(error instanceof Problem)) return undefined;
  return error.body.errors?.find((each) => each.pointer === pointer)?.message;
}
