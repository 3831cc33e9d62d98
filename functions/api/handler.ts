import { handle } from 'hono/aws-lambda';
import { api } from './app.ts';
import { realDeps } from './deps.ts';

export const handler = handle(api(realDeps()));
