/** Keeps tokens of one issuer from another. */
import type { TokenRevocation } from "@pgcrest/core"
import { unavailable } from "./unavailable.ts"

type IsRevoked = TokenRevocation["Service"]["isRevoked"]

/** Asks about tokens of this `iss` only: any other fails without a call, as whoever is sent a token can use it. */
export const ofIssuer =
  (issuer: string, isRevoked: IsRevoked): IsRevoked =>
  (presented) =>
    presented.claims["iss"] === issuer
      ? isRevoked(presented)
      : unavailable(`the token is of another issuer than ${issuer}`)
