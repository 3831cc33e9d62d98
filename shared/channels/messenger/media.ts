import { download, type Fetcher, hostsOf } from '../download.ts';
import { META_HOSTS } from '../whatsapp/media.ts';

/** The link itself is signed and needs no token; once it is too old it is forbidden. */
export const messengerMedia: Fetcher = (medium, around) =>
  download(
    { url: medium.ref, from: hostsOf(META_HOSTS, around.settings('OPS_GRAPH_API_URL')), gone: [400, 403] },
    around,
  );
