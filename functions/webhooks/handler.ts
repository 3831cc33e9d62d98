import { type APIGatewayProxyResult, handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { webhooksApp } from './app.ts';
import { realDeps } from './deps.ts';
import { isSesEvent, takeMails } from './mail.ts';

const deps = realDeps();
const http = handle(webhooksApp(deps));

export const handler = (event: LambdaEvent, context: LambdaContext): Promise<APIGatewayProxyResult | undefined> =>
  isSesEvent(event) ? takeMails(event, deps) : http(event, context);
