/** Entry of the CDK toolkit: the production stacks of one stage, checked by cdk-nag. */
import { readParameters } from './parameters.ts';
import { addDeployedRoom, newApp } from './room-app.ts';

const app = newApp();
const stage = String(app.node.tryGetContext('stage') ?? 'prod');
const stages = (app.node.tryGetContext('stages') ?? {}) as Record<string, Record<string, unknown>>;
const overrides = JSON.parse(String(app.node.tryGetContext('parameters') ?? '{}')) as Record<string, unknown>;

const read = readParameters(stage, { ...stages[stage], ...overrides });
if ('problems' in read) {
  for (const problem of read.problems) console.error(problem);
  process.exit(1);
}
addDeployedRoom(app, read.parameters);
app.synth();
