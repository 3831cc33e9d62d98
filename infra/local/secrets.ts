/** The HTTP interface of the Lambda secrets extension, for all functions of the room. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SecretsOptions {
  /** Function folder name by the session token its worker was given. */
  callerOf: (token: string) => string | undefined;
  /** Whether the function's role may read the secret. */
  mayRead: (caller: string, secretId: string) => boolean;
  /** Value of a secret by name. */
  valueOf: (name: string) => Record<string, string> | undefined;
}

export class Secrets {
  private readonly server: Server;

  constructor(private readonly options: SecretsOptions) {
    this.server = createServer((request, response) => {
      const { status, body } = this.answer(request.url ?? '/', request.headers['x-aws-parameters-secrets-token']);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  }

  /** Port on loopback. */
  async listen(): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, 'localhost', resolve);
    });
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private answer(path: string, token: string | string[] | undefined): { status: number; body: unknown } {
    const url = new URL(path, 'http://localhost');
    const secretId = url.searchParams.get('secretId');
    if (url.pathname !== '/secretsmanager/get' || !secretId) return { status: 400, body: { message: 'bad request' } };
    const caller = this.options.callerOf(String(token));
    if (!caller) return { status: 401, body: { message: 'not authorized: missing or wrong token' } };
    const name = secretId.replace(/^arn:aws:secretsmanager:[^:]*:[^:]*:secret:(.*)-[^-]{6}$/, '$1');
    if (!this.options.mayRead(caller, name)) {
      const message = `User: ${caller} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${name}`;
      return { status: 400, body: { __type: 'AccessDeniedException', message } };
    }
    const value = this.options.valueOf(name);
    if (!value) return { status: 400, body: { __type: 'ResourceNotFoundException', message: `no secret ${name}` } };
    return { status: 200, body: { Name: name, SecretString: JSON.stringify(value), VersionStages: ['AWSCURRENT'] } };
  }
}
