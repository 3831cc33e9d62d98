import { createHash } from 'node:crypto';
import { download, type Fetcher, hostsOf, Later, lookUp, setting } from '../download.ts';
import { GRAPH_VERSION } from '../graph.ts';
import { number, record, text } from '../json.ts';

/** Where Meta keeps what people send; only there goes our token. */
export const META_HOSTS = ['facebook.com', 'fbsbx.com', 'fbcdn.net', 'whatsapp.net'];

/** The id lives for seven days, the link it gives for five minutes: asked for each time, both with the token (channels.md 2.1). */
export const whatsappMedia: Fetcher = async (medium, around) => {
  const api = setting(around.settings, 'OPS_GRAPH_API_URL');
  const headers = { Authorization: `Bearer ${setting(around.settings, 'OPS_WHATSAPP_ACCESS_TOKEN')}` };
  const from = hostsOf(META_HOSTS, api);
  const url = `${api}/${GRAPH_VERSION}/${encodeURIComponent(medium.ref)}`;
  const { status, body } = await lookUp({ url, headers, from }, around);
  const about = record(body);
  const link = text(about?.url);
  if (status !== 200 || !link) {
    const code = number(record(about?.error)?.code);
    // 100: no such object. Everything else (190, 10, 4 …) is our token or their day.
    if (status === 404 || code === 100) return { failed: 'gone' };
    throw new Later(code === undefined ? `http_${status}` : `graph_${code}`);
  }
  if ((number(about?.file_size) ?? 0) > around.limit) return { failed: 'too_large' };
  const got = await download({ url: link, headers, from }, around);
  // The link died between the two requests: the id gives another one.
  if ('failed' in got && got.failed === 'gone') throw new Later('link_died');
  if ('bytes' in got && medium.sha256 && !isHash(got.bytes, medium.sha256)) throw new Later('damaged');
  return got;
};

/** Meta writes hashes in base 64 in webhooks, in hexadecimal elsewhere. */
function isHash(bytes: Uint8Array, given: string): boolean {
  const hash = createHash('sha256').update(bytes).digest();
  return given === hash.toString('base64') || given.toLowerCase() === hash.toString('hex');
}
