// @effect-diagnostics asyncFunction:off
/** The SDK's client of Cognito's user pools, which is loaded when it is first asked. */
import type * as cognito from "@aws-sdk/client-cognito-identity-provider"
import type {
  AdminListGroupsForUserCommandInput,
  AdminListGroupsForUserCommandOutput,
  CognitoIdentityProviderClient,
  CognitoIdentityProviderClientConfig,
  ListUsersCommandInput,
  ListUsersCommandOutput
} from "@aws-sdk/client-cognito-identity-provider"
import * as Effect from "effect/Effect"
import type { Address } from "./Address.ts"
import { type CallFailed, callFailed } from "./CallFailed.ts"

export interface CognitoClient {
  readonly listUsers: (input: ListUsersCommandInput) => Effect.Effect<ListUsersCommandOutput, CallFailed>
  readonly listGroupsOf: (
    input: AdminListGroupsForUserCommandInput
  ) => Effect.Effect<AdminListGroupsForUserCommandOutput, CallFailed>
  readonly close: Effect.Effect<void>
}

type Sdk = typeof cognito

/** A client that loads nothing before its first call; an interrupted call is broken off. */
export const makeCognitoClient = (address: Address): CognitoClient => {
  let client: CognitoIdentityProviderClient | null = null
  const call = <A>(
    send: (client: CognitoIdentityProviderClient, sdk: Sdk, abort: { abortSignal: AbortSignal }) => Promise<A>
  ) =>
    Effect.tryPromise({
      try: async (abortSignal) => {
        const sdk = await import("@aws-sdk/client-cognito-identity-provider")
        client ??= new sdk.CognitoIdentityProviderClient(configurationOf(address))
        return send(client, sdk, { abortSignal })
      },
      catch: callFailed
    })
  return {
    listUsers: (input) => call((client, sdk, abort) => client.send(new sdk.ListUsersCommand(input), abort)),
    listGroupsOf: (input) =>
      call((client, sdk, abort) => client.send(new sdk.AdminListGroupsForUserCommand(input), abort)),
    close: Effect.sync(() => client?.destroy())
  }
}

function configurationOf({ region, endpoint, credentials }: Address): CognitoIdentityProviderClientConfig {
  return {
    region,
    // The SDK would try three times on its own, with pauses that know nothing of our deadline: `patiently` does it instead.
    maxAttempts: 1,
    ...(endpoint === null ? {} : { endpoint }),
    ...(credentials === null ? {} : { credentials })
  }
}
