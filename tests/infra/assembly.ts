import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RoomParameters } from '../../infra/parameters.ts';
import { addDeployedRoom, buildApp, newApp } from '../../infra/room-app.ts';

/** A piece of a template: JSON of a shape that only CloudFormation knows. */
// biome-ignore lint/suspicious/noExplicitAny: the assertions are what checks it
export type Json = any;

export interface Resource {
  Type: string;
  Properties: Record<string, Json>;
  DeletionPolicy?: string;
}

/** One synthesised stack, read as CloudFormation will read it. */
export interface StackTemplate {
  Resources: Record<string, Resource>;
}

export type StackName = 'data' | 'room' | 'edge' | 'mail';

const parameters: RoomParameters = {
  stage: 'test',
  domain: 'room.example.org',
  region: 'eu-central-1',
  mailRegion: 'eu-west-1',
  shortLinkDomain: 'sos.example.org',
  hostedZone: { id: 'Z00000000000000000000', name: 'example.org' },
  alarmEmail: 'oncall@example.org',
};

function empty() {
  return { assetsDir: mkdtempSync(join(tmpdir(), 'ops-room-assets-')), emptyAssets: true };
}

/** Every stack of a deployed stage. Throws where cdk-nag has a finding that nobody answered. */
export function deployedStacks(): Record<StackName, StackTemplate> {
  const app = newApp();
  addDeployedRoom(app, parameters, empty());
  const assembly = app.synth();
  const stack = (name: StackName) => assembly.getStackByName(`ops-room-test-${name}`).template as StackTemplate;
  return { data: stack('data'), room: stack('room'), edge: stack('edge'), mail: stack('mail') };
}

/** The two stacks that the laptop runs. */
export function localStacks(): Record<'data' | 'room', StackTemplate> {
  const assembly = buildApp({ stage: 'local', ...empty() }).synth();
  const stack = (name: StackName) => assembly.getStackByName(`ops-room-local-${name}`).template as StackTemplate;
  return { data: stack('data'), room: stack('room') };
}

/** Logical id and properties of every resource of a type. */
export function ofType(stack: StackTemplate, type: string): [id: string, properties: Record<string, Json>][] {
  return Object.entries(stack.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, { Properties }]) => [id, Properties]);
}

export interface Grant {
  fn: string;
  effect: string;
  actions: string[];
  /** Resources as text: references are shown by the logical id or export they name. */
  resources: string[];
}

/** What each function's role may do, by the function's folder. */
export function grants(room: StackTemplate): Grant[] {
  const folderOfRole = new Map(
    ofType(room, 'AWS::Lambda::Function').map(([, fn]) => [fn.Role['Fn::GetAtt'][0], folderOf(fn.FunctionName)]),
  );
  return ofType(room, 'AWS::IAM::Policy').flatMap(([, policy]) =>
    policy.Roles.flatMap((role: { Ref: string }) =>
      policy.PolicyDocument.Statement.map((statement: { Effect: string; Action: unknown; Resource: unknown }) => ({
        fn: folderOfRole.get(role.Ref) ?? role.Ref,
        effect: statement.Effect,
        actions: list(statement.Action) as string[],
        resources: list(statement.Resource).map(flat),
      })),
    ),
  );
}

export function folderOf(functionName: string): string {
  return functionName.replace(/^ops-room-[a-z0-9]+-/, '');
}

/** A CloudFormation value as one line of text. */
export function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value && typeof value === 'object') {
    const [[name, inner] = ['', '']] = Object.entries(value);
    if (name === 'Fn::Join') return (inner as [string, unknown[]])[1].map(flat).join((inner as [string])[0]);
    if (name === 'Fn::GetAtt') return `<${(inner as string[]).join('.')}>`;
    if (name === 'Ref' || name === 'Fn::ImportValue') return `<${flat(inner)}>`;
  }
  return JSON.stringify(value);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}
