// @effect-diagnostics asyncFunction:off
/** A user pool with an app client, groups and users, made and asked by the client that an application uses. */
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CognitoIdentityProviderServiceException,
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  InitiateAuthCommand
} from "@aws-sdk/client-cognito-identity-provider"
import type { Tokens } from "@pgcrest/dev"

/** Who signs up with which password, and in which groups. */
export interface Member {
  readonly username: string
  /** As the pool's standard attribute has it. */
  readonly name: string
  readonly password: string
  readonly groups: ReadonlyArray<string>
}

/** A pool in which members can sign in. */
export interface UserPool {
  readonly userPoolId: string
  readonly clientId: string
  readonly signIn: (username: string, password: string) => Promise<Tokens | string>
}

/** Makes the pool at an emulator's address. */
export const make = async (endpoint: string, members: ReadonlyArray<Member>): Promise<UserPool> => {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" }
  const cognito = new CognitoIdentityProviderClient({ endpoint, region: "local", credentials })
  const pool = await cognito.send(new CreateUserPoolCommand({ PoolName: "library" }))
  const userPoolId = pool.UserPool?.Id ?? ""
  const client = await cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId: userPoolId,
      ClientName: "dev",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"]
    })
  )
  const clientId = client.UserPoolClient?.ClientId ?? ""
  for (const name of new Set(members.flatMap(({ groups }) => groups)))
    await cognito.send(new CreateGroupCommand({ UserPoolId: userPoolId, GroupName: name }))
  // One after the other: the emulator keeps its pool in one file.
  for (const member of members) await signUp(cognito, userPoolId, member)
  return {
    userPoolId,
    clientId,
    signIn: (username, password) => signIn(cognito, clientId, username, password)
  }
}

const signUp = async (
  cognito: CognitoIdentityProviderClient,
  UserPoolId: string,
  { groups, name, password, username }: Member
) => {
  const user = { UserPoolId, Username: username }
  const UserAttributes = [{ Name: "name", Value: name }]
  await cognito.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: "SUPPRESS" }))
  await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }))
  for (const GroupName of groups) await cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName }))
}

const signIn = async (
  cognito: CognitoIdentityProviderClient,
  ClientId: string,
  username: string,
  password: string
): Promise<Tokens | string> => {
  const AuthParameters = { USERNAME: username, PASSWORD: password }
  const asked = new InitiateAuthCommand({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters })
  const answer = await cognito.send(asked).catch(refusal)
  if (typeof answer === "string") return answer
  const { AccessToken, IdToken } = answer.AuthenticationResult ?? {}
  return AccessToken === undefined || IdToken === undefined
    ? `Cognito asks for ${answer.ChallengeName ?? "more"} first.`
    : { accessToken: AccessToken, idToken: IdToken }
}

const refusal = (error: unknown): string => {
  if (error instanceof CognitoIdentityProviderServiceException && error.$fault === "client")
    return `${error.message}.`
  throw error
}
