import { download, type Fetcher, isPublic } from '../download.ts';

/** A partner's own link: any host of the public internet, without anything of ours. */
export const genericMedia: Fetcher = (medium, around) => download({ url: medium.ref, from: isPublic }, around);
