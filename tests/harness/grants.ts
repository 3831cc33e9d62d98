/** Which grants of the functions' roles the tests' rooms used, and which there are; one line each in files that all rooms of a run share. */
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UsedGrant } from '../../infra/local/aws/types.ts';
import type { Template } from '../../infra/local/template.ts';

/** Names the folder; without it nothing is written down. */
export const GRANTS_FOLDER = 'OPS_TEST_GRANTS';

/**
 * What no call at the local door can show, and why: it is asked for by a service in the function's name, or leads to where no emulator is.
 */
export const ELSEWHERE: Record<string, string> = {
  'kms:': 'asked by DynamoDB, SQS, S3 and Secrets Manager in the name of whoever calls them',
  'logs:': 'asked by Lambda, which carries what a function prints',
  'xray:': 'asked by Lambda, which carries the traces',
  'ses:': 'mail leaves by the simulator of SES, which stands outside the door',
};

const line = ({ caller, action, resource }: UsedGrant) => `${caller} ${action} ${resource}`;

/** Writes down for one room; does nothing where no folder is named. */
export function grantRecorder(folder = process.env[GRANTS_FOLDER]): {
  used?: (grant: UsedGrant) => void;
  granted: (template: Template) => void;
} {
  if (!folder) return { granted: () => {} };
  const seen = new Set<string>();
  const write = (kind: string, lines: string[]) =>
    appendFileSync(join(folder, `${kind}.${process.pid}`), `${lines.join('\n')}\n`);
  return {
    used(grant) {
      const one = line(grant);
      if (!seen.has(one)) write('used', [one]);
      seen.add(one);
    },
    granted: (template) => write('granted', grantsOf(template)),
  };
}

/** Every action on every resource that a role allows. */
export function grantsOf({ functions }: Pick<Template, 'functions'>): string[] {
  return [...functions.values()].flatMap(({ name, statements }) =>
    statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap(({ actions, resources }) =>
        actions.flatMap((action) => resources.map((resource) => line({ caller: name, action, resource }))),
      ),
  );
}

/** Grants that are there, could be seen at the door, and were not. */
export function neverUsed(granted: Iterable<string>, used: Iterable<string>): string[] {
  const seen = new Set(used);
  const shown = (one: string) => !Object.keys(ELSEWHERE).some((service) => one.split(' ')[1]!.startsWith(service));
  return [...new Set(granted)].filter((one) => shown(one) && !seen.has(one)).sort();
}

/** The same of a whole run. */
export function neverUsedIn(folder: string): string[] {
  const lines = (kind: string) =>
    readdirSync(folder)
      .filter((name) => name.startsWith(`${kind}.`))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
      .filter((one) => one !== '');
  return neverUsed(lines('granted'), lines('used'));
}
