import { download, type Fetcher, hostsOf, Later, lookUp, setting } from '../download.ts';
import { number, record, text } from '../json.ts';

/** `getFile` gives a path that is good for an hour; the token stands in both addresses (channels.md 2.3). */
export const telegramMedia: Fetcher = async (medium, around) => {
  const api = setting(around.settings, 'OPS_TELEGRAM_API_URL');
  const token = setting(around.settings, 'OPS_TELEGRAM_BOT_TOKEN');
  const from = hostsOf(['api.telegram.org'], api);
  const url = `${api}/bot${token}/getFile?file_id=${encodeURIComponent(medium.ref)}`;
  const { status, body } = await lookUp({ url, from }, around);
  const answer = record(body);
  const file = record(answer?.result);
  const path = text(file?.file_path);
  if (answer?.ok !== true || !path) {
    // The Bot API hands out 20 MB at most, which is more than we keep.
    if (/too big/i.test(text(answer?.description) ?? '')) return { failed: 'too_large' };
    if (status === 400) return { failed: 'gone' };
    throw new Later(`http_${status}`);
  }
  if ((number(file?.file_size) ?? 0) > around.limit) return { failed: 'too_large' };
  return download(
    { url: `${api}/file/bot${token}/${path.split('/').map(encodeURIComponent).join('/')}`, from },
    around,
  );
};
