/** The two questions of a directory to Cognito, within the sandbox's share of the quotas. */
import type { UserType } from "@aws-sdk/client-cognito-identity-provider"
import * as Effect from "effect/Effect"
import * as Semaphore from "effect/Semaphore"
import { type CallFailed } from "../client/CallFailed.ts"
import type { CognitoClient } from "../client/CognitoClient.ts"
import { patiently } from "../client/patiently.ts"
import { userOf } from "./readUsers.ts"
import type { DirectorySettings } from "./settings.ts"

export interface Asking {
  /** The user of this sub, null if there is none: one call, or more where they fail for a moment. */
  readonly user: (subject: string) => Effect.Effect<UserType | null, CallFailed>
  /** One page of the groups of a user, who must be there. */
  readonly groups: (username: string, token: string | undefined) => Effect.Effect<GroupsPage, CallFailed>
  /** What a call to Cognito failed with last; null once one went well. */
  readonly trouble: () => CallFailed | null
}

interface GroupsPage {
  readonly names: ReadonlyArray<string>
  /** Where the next page begins; undefined if there is none. */
  readonly next: string | undefined
}

/** What is throttled keeps its turn while it waits: the quota is the account's, and others would be throttled as well. */
export const makeAsking = (client: CognitoClient, settings: DirectorySettings): Asking => {
  const { userPoolId, attributes, concurrency, deadlineMillis } = settings
  const turns = Semaphore.makeUnsafe(concurrency)
  const attemptMillis = Math.ceil(deadlineMillis / 2)
  let trouble: CallFailed | null = null
  const note = (failure: CallFailed | null) => Effect.sync(() => void (trouble = failure))
  const asked = <A>(call: Effect.Effect<A, CallFailed>) =>
    turns.withPermit(patiently(Effect.tapError(call, note), attemptMillis)).pipe(Effect.tap(() => note(null)))
  const pool = { UserPoolId: userPoolId }
  const wanted = ["sub", ...attributes.keys()]
  return {
    user: (subject) => {
      const query = { ...pool, Filter: `sub = "${subject}"`, AttributesToGet: wanted, Limit: 1 }
      return Effect.flatMap(asked(client.listUsers(query)), (answer) =>
        Effect.fromResult(userOf(answer, subject))
      )
    },
    groups: (username, token) => {
      const page = token === undefined ? {} : { NextToken: token }
      const query = { ...pool, ...page, Username: username, Limit: 60 }
      return Effect.map(asked(client.listGroupsOf(query)), ({ Groups = [], NextToken }) => ({
        names: Groups.flatMap(({ GroupName }) => (GroupName === undefined ? [] : [GroupName])),
        next: NextToken
      }))
    },
    trouble: () => trouble
  }
}
