import { handle } from 'hono/aws-lambda';
import { publicApp } from './app.ts';
import { realDeps } from './deps.ts';

export const handler = handle(publicApp(realDeps()));
