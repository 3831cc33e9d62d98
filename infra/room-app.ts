import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App, type Environment, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { RoomParameters } from './parameters.ts';
import { DataStack } from './stacks/data-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { MailStack } from './stacks/mail-stack.ts';
import { RoomStack } from './stacks/room-stack.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** CDK behaviours that a new app opts in to. */
const featureFlags = {
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/core:checkSecretUsage': true,
  // The data stack must not lose what the room stands on.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
};

export interface AssetProps {
  /** Where `npm run build` put the functions; `.build` unless told. */
  assetsDir?: string;
  /** Lets functions that are not built stand as empty ones: for tests that read templates only. */
  emptyAssets?: boolean;
}

export interface RoomAppProps extends AssetProps {
  /** `local`: the laptop. There is no domain, no mail, no edge, and no parameter to give. */
  stage: string;
  /** Where the cloud assembly goes; unless told, a temporary folder that dies with the process. */
  outdir?: string;
}

/**
 * The room as CloudFormation for one machine: the same `data` and `room` stacks that are deployed (design.md §6).
 *
 * @throws when a function is not built.
 */
export function buildApp({ stage, outdir, ...assets }: RoomAppProps): App {
  const app = newApp(outdir);
  addRoom(app, { stage, env: { account: '000000000000', region: 'us-east-1' }, ...assets });
  return app;
}

/** An app with this project's behaviours, before anything is in it. */
export function newApp(outdir?: string): App {
  return new App({
    analyticsReporting: false,
    treeMetadata: false,
    context: featureFlags,
    ...(outdir ? { outdir } : {}),
  });
}

/** Every stack of a deployed stage, checked by cdk-nag when the app is synthesised. */
export function addDeployedRoom(app: App, parameters: RoomParameters, assets: AssetProps = {}): void {
  const { stage, region, mailRegion } = parameters;
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  addRoom(app, { stage, env: { region }, parameters, ...assets });
  new EdgeStack(app, `ops-room-${stage}-edge`, { parameters, env: { region: 'us-east-1' } });
  new MailStack(app, `ops-room-${stage}-mail`, { parameters, env: { region: mailRegion } });
}

function addRoom(app: App, props: AssetProps & { stage: string; env: Environment; parameters?: RoomParameters }): void {
  const { stage, env, parameters } = props;
  const assetsDir = props.assetsDir ?? join(root, '.build');
  const code = (name: string) => Code.fromAsset(assetOf(name, assetsDir, props.emptyAssets ?? false));
  const data = new DataStack(app, `ops-room-${stage}-data`, { stage, env });
  new RoomStack(app, `ops-room-${stage}-room`, { stage, env, data, code, ...(parameters ? { parameters } : {}) });
}

function assetOf(name: string, assetsDir: string, mayBeEmpty: boolean): string {
  const built = join(assetsDir, name);
  if (existsSync(join(built, 'index.mjs'))) return built;
  if (!mayBeEmpty && existsSync(join(root, 'functions', name, 'handler.ts'))) {
    throw new Error(`functions/${name} is not built; run npm run build first`);
  }
  const empty = join(assetsDir, 'empty', name);
  mkdirSync(empty, { recursive: true });
  writeFileSync(join(empty, 'index.mjs'), 'export const handler = async () => ({ statusCode: 503 });\n');
  return empty;
}
