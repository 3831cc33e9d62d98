import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { DataStack } from './stacks/data-stack.ts';
import { RoomStack } from './stacks/room-stack.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export interface RoomAppProps {
  /** `local` is the laptop: no domain, no mail, no edge. */
  stage: string;
  /** The origin everybody sees. */
  baseUrl?: string;
  /** Where `npm run build` put the functions; `.build` unless told. */
  assetsDir?: string;
  /** Lets functions that are not built stand as empty ones: for tests that read templates only. */
  stubAssets?: boolean;
  /** Where the cloud assembly goes; a temporary folder unless told. */
  outdir?: string;
}

/** CDK behaviours that a new app opts in to. */
const featureFlags = {
  '@aws-cdk/aws-s3:serverAccessLogsUseBucketPolicy': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
  '@aws-cdk/core:checkSecretUsage': true,
};

/** The room as CloudFormation, one definition for AWS and for the laptop (design.md §6). */
export function buildApp(props: RoomAppProps): App {
  const { stage } = props;
  const app = new App({
    analyticsReporting: false,
    treeMetadata: false,
    context: featureFlags,
    ...(props.outdir ? { outdir: props.outdir } : {}),
  });
  const assetsDir = props.assetsDir ?? join(root, '.build');
  const code = (name: string) => Code.fromAsset(assetOf(name, assetsDir, props.stubAssets ?? false));

  const env = stage === 'local' ? { account: '000000000000', region: 'us-east-1' } : {};
  const data = new DataStack(app, `ops-room-${stage}-data`, { stage, env });
  new RoomStack(app, `ops-room-${stage}-room`, {
    stage,
    env,
    data,
    code,
    baseUrl: props.baseUrl ?? 'http://localhost:8080',
    whatsappPhoneNumberId: '100000000000001',
  });
  return app;
}

function assetOf(name: string, assetsDir: string, stub: boolean): string {
  const built = join(assetsDir, name);
  if (existsSync(join(built, 'index.mjs'))) return built;
  if (!stub && existsSync(join(root, 'functions', name, 'handler.ts'))) {
    throw new Error(`functions/${name} is not built; run npm run build first`);
  }
  const empty = join(assetsDir, 'stubs', name);
  mkdirSync(empty, { recursive: true });
  writeFileSync(join(empty, 'index.mjs'), 'export const handler = async () => ({ statusCode: 503 });\n');
  return empty;
}
