// @effect-diagnostics asyncFunction:off
/** Login tokens for RDS: a presigned URL that serves as the password. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"

export interface Endpoint {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly region: string
}

/** No credentials to sign with, or none that the SDK could find. */
class TokenUnsigned extends Data.TaggedError("TokenUnsigned")<{
  readonly message: string
  readonly cause: unknown
}> {}

/** A token that is good for 15 minutes, signed with the sandbox's credentials; the SDK is loaded by the first one only. */
export const rdsToken = ({ host, port, user, region }: Endpoint): Effect.Effect<string, TokenUnsigned> =>
  Effect.tryPromise({
    try: async () => {
      const { Signer } = await import("@aws-sdk/rds-signer")
      return new Signer({ hostname: host, port, username: user, region }).getAuthToken()
    },
    catch: (cause) =>
      new TokenUnsigned({
        message: `No RDS token could be signed: ${cause instanceof Error ? cause.message : String(cause)}`,
        cause
      })
  })
