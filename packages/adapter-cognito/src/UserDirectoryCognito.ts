/** A `UserDirectory` over a Cognito user pool. */
import { UserDirectory } from "@pgcrest/core"
import type * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { unanswered } from "./client/CallFailed.ts"
import { makeCognitoClient } from "./client/CognitoClient.ts"
import { makeAsking } from "./directory/asking.ts"
import { makeFind } from "./directory/find.ts"
import { makeGroupsOf } from "./directory/groups.ts"
import { makeLookUp } from "./directory/lookUp.ts"
import { ofIssuer } from "./directory/ofIssuer.ts"
import { type Options, settingsOf } from "./directory/settings.ts"
import { makeSightings } from "./directory/sightings.ts"
import { refusedOnLambda } from "./http/endpoint.ts"

export type { Options } from "./directory/settings.ts"

/**
 * The people of a user pool, by their `sub`. Each subject whose answer is not kept costs one ListUsers, each page of somebody's
 * groups one AdminListGroupsForUser: the role needs `cognito-idp:ListUsers` and `cognito-idp:AdminListGroupsForUser` on the
 * pool's ARN, and the sandbox a way to Cognito's endpoint. The SDK is loaded with the first call. That somebody was deleted is
 * known to a sandbox that has told of them before. Throws InvalidDeclaration where the options make no sense; fails for
 * an `endpoint` of plain http on Lambda.
 */
export const layer = (options: Options): Layer.Layer<UserDirectory, Config.ConfigError> => {
  const settings = settingsOf(options)
  return Layer.effect(
    UserDirectory,
    Effect.gen(function* () {
      yield* refusedOnLambda(settings.address.endpoint)
      const client = yield* Effect.acquireRelease(
        Effect.sync(() => makeCognitoClient(settings.address)),
        ({ close }) => close
      )
      const asking = makeAsking(client, settings)
      const sightings = makeSightings(settings)
      const lookUp = makeLookUp(asking, sightings, settings.attributes)
      const { deadlineMillis } = settings
      const late = () => unanswered(`Cognito has not answered within ${deadlineMillis} ms`, asking.trouble())
      const directory = {
        find: makeFind(sightings, lookUp, deadlineMillis, late),
        groupsOf: makeGroupsOf(asking, deadlineMillis, late)
      }
      return UserDirectory.of(
        settings.issuerName === "" ? directory : ofIssuer(settings.issuerName, directory)
      )
    })
  )
}
