import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { readParameters } from '../../infra/parameters.ts';

const good = { domain: 'room.example.org', region: 'eu-central-1', hostedZone: 'Z0123456789ABC:example.org' };
const certificate = (region: string) => `arn:aws:acm:${region}:111122223333:certificate/1f`;

const problems = (raw: Record<string, unknown>, stage = 'prod') => {
  const read = readParameters(stage, raw);
  return 'problems' in read ? read.problems : [];
};

describe('parameters of a deployment', () => {
  test('a domain, a region and a zone are enough', () => {
    expect(readParameters('prod', good)).toEqual({
      parameters: {
        stage: 'prod',
        domain: 'room.example.org',
        region: 'eu-central-1',
        mailRegion: 'eu-central-1',
        hostedZone: { id: 'Z0123456789ABC', name: 'example.org' },
      },
    });
  });

  test('two certificates stand in for a zone, one is not enough', () => {
    const { hostedZone: _, ...rest } = good;
    const both = {
      ...rest,
      certificateArn: certificate('us-east-1'),
      regionalCertificateArn: certificate('eu-central-1'),
    };
    expect(problems(both)).toEqual([]);
    expect(problems({ ...rest, certificateArn: certificate('us-east-1') })).toEqual([
      'Give hostedZone, or both certificateArn (us-east-1) and regionalCertificateArn.',
    ]);
  });

  test.each([
    ['the laptop', {}, 'local', /stage "local" is the laptop/],
    ['a stage with capitals', {}, 'Prod', /2 to 12 small letters/],
    ['a missing domain', { domain: '' }, 'prod', /^domain is missing/],
    ['an address for a domain', { domain: 'https://room.example.org' }, 'prod', /not a host name/],
    ['a missing region', { region: undefined }, 'prod', /^region is missing/],
    ['a region nobody has', { mailRegion: 'europe' }, 'prod', /mailRegion "europe" is not an AWS region/],
    [
      'a certificate CloudFront does not take',
      { certificateArn: certificate('eu-central-1') },
      'prod',
      /us-east-1: CloudFront takes no other/,
    ],
    ['a zone without a name', { hostedZone: 'Z0123456789ABC' }, 'prod', /<zone id>:<zone name>/],
    [
      'a short domain outside the zone',
      { shortLinkDomain: 'sos.eg' },
      'prod',
      /sos\.eg does not lie in the hosted zone/,
    ],
    ['another word for a switch', { pfifExport: 'yes' }, 'prod', /on or off/],
    ['a server of pictures without its places', { mapTiles: 'https://tiles.example/a.png' }, 'prod', /\{z\}/],
    ['pictures of nobody', { mapTiles: 'https://tiles.example/{z}/{x}/{y}.png' }, 'prod', /mapAttribution/],
    ['a telephone number for its id', { whatsappPhoneNumberId: '+20 100' }, 'prod', /digits only/],
    ['a misspelt name', { domian: 'x' }, 'prod', /Unknown parameter: domian/],
  ])('%s is refused in a sentence', (_, change, stage, sentence) => {
    expect(problems({ ...good, ...change }, stage)).toEqual(expect.arrayContaining([expect.stringMatching(sentence)]));
  });

  test('all problems are told at once', () => {
    expect(problems({}, 'X').length).toBeGreaterThanOrEqual(4);
  });
});

describe('npm run deploy', () => {
  const deploy = (...words: string[]) =>
    spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'infra/deploy.ts', ...words], { encoding: 'utf8' });

  test('does not deploy the example of cdk.json', () => {
    const { status, stderr } = deploy('--stage', 'prod', '--dry-run');
    expect(status).toBe(1);
    expect(stderr).toContain('room.example.org is the example of cdk.json');
  });

  test('asks for a stage, and says what else may be given', () => {
    const { status, stderr } = deploy();
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Which stage\?[\s\S]*--hosted-zone/);
  });

  test('deploys every stack of the stage with the values given', () => {
    const { status, stdout } = deploy(
      '--stage',
      'prod',
      '--domain',
      'room.gov.eg',
      '--hosted-zone',
      'Z1:gov.eg',
      '--short-link-domain',
      's.gov.eg',
      '--dry-run',
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^npx cdk deploy --all -c stage=prod -c 'parameters=\{"domain":"room\.gov\.eg"/);
  });
});
