// @effect-diagnostics asyncFunction:off
/** Login tokens for RDS: a presigned URL that serves as the password. */
import type { Signer } from "@aws-sdk/rds-signer"
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

/** The SDK's signer, which only IAM loads; fails with a sentence where a bundle has left it out. */
export const loadSigner: Effect.Effect<typeof Signer, string> = Effect.tryPromise({
  try: async () => (await import("@aws-sdk/rds-signer")).Signer,
  catch: (cause) => `IAM needs the package @aws-sdk/rds-signer in the bundle or beside it: ${told(cause)}`
})

/** A token that is good for 15 minutes, signed with the sandbox's credentials. */
export const rdsToken = (
  signer: typeof Signer,
  { host, port, user, region }: Endpoint
): Effect.Effect<string, TokenUnsigned> =>
  Effect.tryPromise({
    try: () => new signer({ hostname: host, port, username: user, region }).getAuthToken(),
    catch: (cause) => new TokenUnsigned({ message: `No RDS token could be signed: ${told(cause)}`, cause })
  })

function told(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
