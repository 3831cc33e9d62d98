import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Answers one finding of cdk-nag on one construct.
 *
 * @param rule as the report prints it without its pack, such as `SQS3` or `IAM5[Resource::*]`.
 * @param reason why the finding does not hold here.
 */
export function acknowledge(construct: IConstruct, rule: string, reason: string): void {
  Validations.of(construct).acknowledge({
    id: `AwsSolutions::AwsSolutions-${rule}`,
    reason,
  });
}
