/** The shop's schema on the database server. */
export const shopSchema = 'shop';

/** The shop's own user. Rotation alternates between it and `app_clone`: the application secret says which holds now. */
export const applicationUser = 'app';

/** Logs in with an IAM token in place of a password and reads only: the restore drill's checker. */
export const drillUser = 'drill';

/** Properties of the custom resource; names and addresses, never secrets. */
export interface DatabaseUsersProperties {
  readonly Host: string;
  /** TCP port as CloudFormation hands it over: a string. */
  readonly Port: string;
  readonly MasterSecretArn: string;
  readonly ApplicationSecretArn: string;
  readonly Schema: string;
  /** Another value runs the function again on the next deploy. */
  readonly Revision: string;
}
