import { handle } from 'hono/aws-lambda';
import { consoleConfig } from '../../shared/config.ts';
import { consoleApp } from './app.ts';
import { filesBeside } from './files.ts';

export const handler = handle(consoleApp(consoleConfig(), filesBeside(import.meta.url)));
