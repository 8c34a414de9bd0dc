/**
 * MLflow's own access control. As shipped, every user reads everything (`default_permission = READ`); here a user sees
 * nothing but what is his or was given to him. The administrator's password does not stand in it: the server takes it from
 * the environment as long as there is no administrator.
 */
export const authConfig = (databaseUri: string): string =>
  [
    '[mlflow]',
    'default_permission = NO_PERMISSIONS',
    `database_uri = ${databaseUri}`,
    'authorization_function = mlflow.server.auth:authenticate_request_basic_auth',
    '',
  ].join('\n');
