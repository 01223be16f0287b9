/** What Cognito's GetUser says of an access token. It is not signed, and so needs neither the SDK nor a role. */
import type { IdentityUnavailable } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { type Answered, exchange } from "../http/exchange.ts"
import { membersOf } from "../http/json.ts"
import type { Ask } from "./remembering.ts"
import { unavailable } from "./unavailable.ts"

/** Asks at this address, within so many milliseconds. */
export const makeGetUser =
  (url: URL, millis: number): Ask =>
  (token) =>
    exchange({
      method: "POST",
      url,
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AWSCognitoIdentityProviderService.GetUser"
      },
      body: JSON.stringify({ AccessToken: token }),
      limits: { millis, bytes: 65_536 },
      ca: null
    }).pipe(
      Effect.catch(unavailable),
      Effect.flatMap((answer) => isRevoked(answer))
    )

/** Users who are gone, or who must not sign in as they are. */
const refusedUsers = new Set([
  "UserNotFoundException",
  "PasswordResetRequiredException",
  "UserNotConfirmedException"
])

function isRevoked(answer: Answered): Effect.Effect<boolean, IdentityUnavailable> {
  const members = membersOf(answer)
  if (answer.status === 200 && typeof members.get("Username") === "string") return Effect.succeed(false)
  // With the namespace before it, or without.
  const name = String(members.get("__type")).replace(/^.*#/u, "")
  const message = String(members.get("message") ?? members.get("Message") ?? "")
  if (answer.status !== 400) return unavailable(`GetUser has answered with ${answer.status} ${name}`)
  if (refusedUsers.has(name)) return Effect.succeed(true)
  if (name !== "NotAuthorizedException") return unavailable(`GetUser has refused: ${name}: ${message}`)
  if (/revoked|expired|disabled/iu.test(message)) return Effect.succeed(true)
  return unavailable(
    /scope/iu.test(message)
      ? `GetUser takes no token without the scope aws.cognito.signin.user.admin, which the app client must allow: ${message}`
      : `GetUser has refused: ${message}`
  )
}
