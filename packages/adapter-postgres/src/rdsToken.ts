// @effect-diagnostics asyncFunction:off
/** Login tokens for RDS: a presigned URL that serves as the password. */
import * as Effect from "effect/Effect"

export interface Endpoint {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly region: string
}

/** A token that is good for 15 minutes, signed with the sandbox's credentials; the SDK is loaded by the first one only. */
export const rdsToken = ({ host, port, user, region }: Endpoint): Effect.Effect<string> =>
  Effect.promise(async () => {
    const { Signer } = await import("@aws-sdk/rds-signer")
    return new Signer({ hostname: host, port, username: user, ...(region === "" ? {} : { region }) }).getAuthToken()
  })
