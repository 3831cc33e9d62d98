import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  FeaturePlan,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolGroup,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { ROLES, type Role } from '../../shared/http/roles.ts';
import { acknowledge } from './acknowledge.ts';

/** The room's roles are the pool's groups; the one with the most to say stands first in a token. */
const duties: Record<Role, string> = {
  admin: 'Agencies, policies and crises; no case content',
  director: 'Runs the room',
  supervisor: 'Second person; lowers priorities, invalidates, closes without contact',
  officer: 'Works cases',
  auditor: 'Reads everything, writes nothing',
  surge: 'Logs calls and notes, reads own cases',
};

export interface StaffPoolProps {
  stage: string;
  baseUrl: string;
}

/** Who may sign in: people of the room by the console, agencies' machines by client credentials made at run time. */
export class StaffPool extends Construct {
  readonly pool: UserPool;
  readonly console: UserPoolClient;
  /** Where Cognito's sign-in pages stand. */
  readonly signIn: string;
  /** Scope that every call of `/v1` must carry. */
  readonly staffScope = 'room/staff';

  constructor(scope: Construct, id: string, props: StaffPoolProps) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      userPoolName: `ops-room-${props.stage}`,
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { username: true, email: true },
      autoVerify: { email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      this.pool,
      'COG8',
      'A few hundred accounts made by an admin, each with a second factor; the plus plan would cost per sign-in.',
    );
    ROLES.forEach((groupName, precedence) => {
      new UserPoolGroup(this, groupName, {
        userPool: this.pool,
        groupName,
        description: duties[groupName],
        precedence,
      });
    });

    const staff = new ResourceServerScope({
      scopeName: 'staff',
      scopeDescription: 'Work in the room',
    });
    const alerts = new ResourceServerScope({
      scopeName: 'alerts',
      scopeDescription: "Answer one's own agency's alerts",
    });
    const server = this.pool.addResourceServer('Room', {
      identifier: 'room',
      scopes: [staff, alerts],
    });

    this.console = this.pool.addClient('Console', {
      userPoolClientName: 'console',
      // A public client: Cognito then demands PKCE of its code flow.
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.PROFILE, OAuthScope.resourceServer(server, staff)],
        callbackUrls: [`${props.baseUrl}/`],
        logoutUrls: [`${props.baseUrl}/`],
      },
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(60),
      idTokenValidity: Duration.minutes(60),
      refreshTokenValidity: Duration.hours(12),
    });
    const pages = this.pool.addDomain('SignIn', {
      cognitoDomain: {
        domainPrefix: `ops-room-${props.stage}-${Aws.ACCOUNT_ID}`,
      },
    });
    this.signIn = pages.baseUrl();
  }
}
