import { handle } from 'hono/aws-lambda';
import { partnerApp } from './app.ts';
import { realDeps } from './deps.ts';

export const handler = handle(partnerApp(realDeps()));
