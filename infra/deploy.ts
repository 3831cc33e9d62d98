/**
 * `npm run deploy -- --stage <name> [--domain … --region … --hosted-zone … ] [--dry-run]`: checks the parameters in
 * plain sentences, then deploys every stack of the stage with the CDK toolkit.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { parameterNames, readParameters } from './parameters.ts';

const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function refuse(problems: string[]): never {
  for (const problem of problems) console.error(problem);
  console.error(
    `Usage: npm run deploy -- --stage <name> ${parameterNames.map((name) => `[--${dashed(name)} …]`).join(' ')}`,
  );
  process.exit(1);
}

function readArguments() {
  const options = Object.fromEntries(
    ['stage', ...parameterNames.map(dashed)].map((name) => [name, { type: 'string' as const }]),
  );
  try {
    return parseArgs({ options: { ...options, 'dry-run': { type: 'boolean' } } }).values as Record<
      string,
      string | undefined
    >;
  } catch (error) {
    return refuse([`${(error as Error).message}`]);
  }
}

const given = readArguments();
const stage = given.stage ?? refuse(['Which stage? Give --stage <name>.']);
const { context } = JSON.parse(readFileSync('cdk.json', 'utf8')) as {
  context: { stages: Record<string, Record<string, unknown>> };
};
const overrides = Object.fromEntries(
  parameterNames.flatMap((name) => {
    const value = given[dashed(name)];
    return value === undefined ? [] : [[name, value]];
  }),
);

const read = readParameters(stage, { ...context.stages[stage], ...overrides });
if ('problems' in read) refuse(read.problems);
const { domain } = read.parameters;
if (/(^|\.)example\.(org|com|net)$/.test(domain)) {
  refuse([`domain ${domain} is the example of cdk.json; give your own with --domain or write it there.`]);
}

const command = ['cdk', 'deploy', '--all', '-c', `stage=${stage}`, '-c', `parameters=${JSON.stringify(overrides)}`];
if (given['dry-run']) {
  console.log(`npx ${command.map((word) => (/[{"]/.test(word) ? `'${word}'` : word)).join(' ')}`);
} else {
  const { status } = spawnSync('npx', command, { stdio: 'inherit' });
  if (status === 0) {
    console.log(`Deployed. Now put the channels' secrets into Secrets Manager (ops-room-${stage}/inbound, /outbound)`);
    console.log(
      `and turn on mail: aws ses set-active-receipt-rule-set --rule-set-name ops-room-${stage} --region ${read.parameters.mailRegion}`,
    );
    console.log(
      `Then look whether it works: npm run smoke -- --url https://${domain} --agency <one kept for exercises>`,
    );
  }
  process.exit(status ?? 1);
}
