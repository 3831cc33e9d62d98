import type { CONTACT_ROUTES } from '../../shared/http/contact-routes.ts';
import type { Handlers } from '../../shared/http/mount.ts';
import { MEDIA_BYTES } from '../../shared/media/kind.ts';
import { QUARANTINE } from '../../shared/media/quarantine.ts';
import type { Caller } from './act.ts';
import type { ApiDeps } from './deps.ts';

/** A screenshot takes so long on a bad line. */
const UPLOAD_SECONDS = 900;

/** Leave to put one file into quarantine, straight from the console; it goes with a new case by its key. */
export function uploadHandler(deps: ApiDeps): Pick<Handlers<Caller, typeof CONTACT_ROUTES>, 'leaveForUpload'> {
  return {
    leaveForUpload: async () => {
      const key = `${QUARANTINE}staff/${Buffer.from(deps.room.random(16)).toString('hex')}`;
      const leave = await deps.leave(key, UPLOAD_SECONDS, MEDIA_BYTES, deps.now());
      return { status: 201, body: { key, ...leave } };
    },
  };
}
