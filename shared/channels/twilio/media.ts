import { download, type Fetcher, hostsOf, setting } from '../download.ts';
import { basicAuthorization } from './basic.ts';

/** Pictures and recordings, with the account's own credentials; Twilio redirects to its storage, which must not see them. */
export const twilioMedia: Fetcher = (medium, around) => {
  const account = setting(around.settings, 'OPS_TWILIO_ACCOUNT_SID');
  const Authorization = basicAuthorization(account, setting(around.settings, 'OPS_TWILIO_AUTH_TOKEN'));
  return download(
    {
      url: medium.ref,
      headers: { Authorization },
      from: hostsOf(['twilio.com'], around.settings('OPS_TWILIO_API_URL')),
    },
    around,
  );
};
