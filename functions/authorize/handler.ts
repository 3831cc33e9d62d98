import { type AuthorizerEvent, authorize } from './authorize.ts';
import { realDeps } from './deps.ts';

const deps = realDeps();

export const handler = (event: AuthorizerEvent) => authorize(event, deps);
