import { handle } from 'hono/aws-lambda';
import { webhooksApp } from './app.ts';
import { realDeps } from './deps.ts';

export const handler = handle(webhooksApp(realDeps()));
