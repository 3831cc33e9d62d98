/** What a deployment must know beforehand (decisions.md 24). Kept per stage in `cdk.json`, or given to `npm run deploy`. */
export interface RoomParameters {
  stage: string;
  /** The one origin, `https://<domain>`; behind it the gateway answers as `origin.<domain>`. */
  domain: string;
  /** Where the room runs. */
  region: string;
  /** Where SES receives mail; few regions do. */
  mailRegion: string;
  /** A short domain for the links inside SMS; `domain` where none is given. */
  shortLinkDomain?: string;
  /** DNS zone in this account: certificates and records are then made. */
  hostedZone?: { id: string; name: string };
  /** Without a hosted zone: a certificate in us-east-1 for `domain` (and `shortLinkDomain`) … */
  certificateArn?: string;
  /** … and one in `region` for `origin.<domain>` and `live.<domain>`. */
  regionalCertificateArn?: string;
  /** Who hears of alarms by mail. */
  alarmEmail?: string;
  /** Our WhatsApp number's id at Meta; no secret. */
  whatsappPhoneNumberId?: string;
  /** `on`: the PFIF record of a consenting adult may be exported (domain.md f.3); off unless said so. */
  pfifExport?: string;
  /** Pictures of the ground for the console's maps, `https://…/{z}/{x}/{y}.png`; without, the borders it brings alone. */
  mapTiles?: string;
  /** Whose pictures these are, as their licence wants it said. */
  mapAttribution?: string;
}

/** The names above as they stand in `cdk.json` and, with dashes, on the command line. */
export const parameterNames = [
  'domain',
  'region',
  'mailRegion',
  'shortLinkDomain',
  'hostedZone',
  'certificateArn',
  'regionalCertificateArn',
  'alarmEmail',
  'whatsappPhoneNumberId',
  'pfifExport',
  'mapTiles',
  'mapAttribution',
] as const;

const hostname = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/;
const tileAddress = /^https:\/\/[^\s{}]+\/\S*\{z\}\S*\{x\}\S*\{y\}\S*$/;
const regionName = /^[a-z]{2}(-[a-z]+)+-\d$/;

/**
 * Checks the parameters of a stage.
 *
 * @returns the parameters, or every problem as a sentence a deployer can act on.
 */
export function readParameters(
  stage: string,
  raw: Readonly<Record<string, unknown>>,
): { parameters: RoomParameters } | { problems: string[] } {
  const problems: string[] = [];
  const text = (name: (typeof parameterNames)[number]): string | undefined => {
    const value = raw[name];
    if (value === undefined || value === '') return undefined;
    if (typeof value === 'string') return value;
    problems.push(`${name} must be a text.`);
    return undefined;
  };

  if (!/^[a-z][a-z0-9]{1,11}$/.test(stage)) {
    problems.push(`stage "${stage}" must be 2 to 12 small letters and digits, starting with a letter.`);
  }
  if (stage === 'local') problems.push('stage "local" is the laptop; run npm start instead.');

  const unknown = Object.keys(raw).filter((name) => !(parameterNames as readonly string[]).includes(name));
  if (unknown.length > 0) problems.push(`Unknown parameter: ${unknown.join(', ')}.`);

  const domain = text('domain');
  if (!domain) problems.push('domain is missing: the name under which the room is reached, such as room.example.org.');
  else if (!hostname.test(domain)) problems.push(`domain "${domain}" is not a host name.`);

  const region = text('region');
  if (!region) problems.push('region is missing: where the room runs, such as eu-central-1.');
  else if (!regionName.test(region)) problems.push(`region "${region}" is not an AWS region.`);

  const mailRegion = text('mailRegion') ?? region;
  if (mailRegion && !regionName.test(mailRegion)) problems.push(`mailRegion "${mailRegion}" is not an AWS region.`);

  const shortLinkDomain = text('shortLinkDomain');
  if (shortLinkDomain && !hostname.test(shortLinkDomain)) {
    problems.push(`shortLinkDomain "${shortLinkDomain}" is not a host name.`);
  }

  const zone = text('hostedZone');
  const [, zoneId, zoneName] = zone?.match(/^(Z[A-Z0-9]+):(.+)$/) ?? [];
  const hostedZone = zoneId && zoneName ? { id: zoneId, name: zoneName } : undefined;
  if (zone && !hostedZone)
    problems.push('hostedZone must be "<zone id>:<zone name>", such as Z0123456789ABC:example.org.');

  const certificateArn = text('certificateArn');
  const regionalCertificateArn = text('regionalCertificateArn');
  const certificateIn = (arn: string) => arn.match(/^arn:aws[a-z-]*:acm:([a-z0-9-]+):\d{12}:certificate\/.+$/)?.[1];
  if (certificateArn && certificateIn(certificateArn) !== 'us-east-1') {
    problems.push('certificateArn must be an ACM certificate in us-east-1: CloudFront takes no other.');
  }
  if (regionalCertificateArn && certificateIn(regionalCertificateArn) !== region) {
    problems.push(`regionalCertificateArn must be an ACM certificate in ${region ?? 'the region of the room'}.`);
  }
  if (!hostedZone && !(certificateArn && regionalCertificateArn)) {
    problems.push('Give hostedZone, or both certificateArn (us-east-1) and regionalCertificateArn.');
  }
  for (const name of hostedZone ? [domain, shortLinkDomain] : []) {
    if (name && !certificateArn && name !== hostedZone?.name && !name.endsWith(`.${hostedZone?.name}`)) {
      problems.push(`${name} does not lie in the hosted zone ${hostedZone?.name}; give certificateArn for it.`);
    }
  }

  const alarmEmail = text('alarmEmail');
  if (alarmEmail && !/^[^\s@]+@[^\s@]+$/.test(alarmEmail)) problems.push('alarmEmail is not an e-mail address.');
  const whatsappPhoneNumberId = text('whatsappPhoneNumberId');
  if (whatsappPhoneNumberId && !/^\d{5,20}$/.test(whatsappPhoneNumberId)) {
    problems.push('whatsappPhoneNumberId is the number Meta shows as "Phone number ID", digits only.');
  }

  const pfifExport = text('pfifExport');
  if (pfifExport && pfifExport !== 'on' && pfifExport !== 'off') problems.push('pfifExport is on or off.');

  const mapTiles = text('mapTiles');
  const mapAttribution = text('mapAttribution');
  if (mapTiles && !tileAddress.test(mapTiles)) {
    problems.push('mapTiles is an address such as https://tiles.example.org/{z}/{x}/{y}.png.');
  }
  if (mapTiles && !mapAttribution) problems.push('mapTiles needs mapAttribution: whose pictures these are.');

  if (problems.length > 0 || !domain || !region || !mailRegion) return { problems };
  return {
    parameters: {
      stage,
      domain,
      region,
      mailRegion,
      ...(shortLinkDomain ? { shortLinkDomain } : {}),
      ...(hostedZone ? { hostedZone } : {}),
      ...(certificateArn ? { certificateArn } : {}),
      ...(regionalCertificateArn ? { regionalCertificateArn } : {}),
      ...(alarmEmail ? { alarmEmail } : {}),
      ...(whatsappPhoneNumberId ? { whatsappPhoneNumberId } : {}),
      ...(pfifExport ? { pfifExport } : {}),
      ...(mapTiles && mapAttribution ? { mapTiles, mapAttribution } : {}),
    },
  };
}
