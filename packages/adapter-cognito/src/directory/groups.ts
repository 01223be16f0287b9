/** The groups of somebody, page by page. */
import { IdentityUnavailable, type UserDirectory } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { type CallFailed, unanswered } from "../client/CallFailed.ts"
import type { Asking } from "./asking.ts"
import { isSub } from "./subject.ts"

// Cognito gives a user 100 groups at most, in pages of up to 60.
const pagesAtMost = 20
const groupsAtMost = 1000

/** Where there was not enough time, the groups fail with `late`. */
export const makeGroupsOf =
  (asking: Asking, deadlineMillis: number, late: () => CallFailed): UserDirectory["Service"]["groupsOf"] =>
  (subject) =>
    isSub(subject)
      ? groupsBySub(asking, subject).pipe(
          Effect.timeoutOrElse({ duration: deadlineMillis, orElse: () => Effect.fail(late()) }),
          Effect.mapError((cause) => new IdentityUnavailable({ of: "directory", cause }))
        )
      : Effect.succeed([])

/** A pool knows its own users by their sub as well, but not those from another provider. */
function groupsBySub(asking: Asking, subject: string) {
  return ifAbsent(groupsOf(asking, subject), () =>
    Effect.flatMap(asking.user(subject), (user) => {
      const username = user?.Username ?? subject
      return username === subject
        ? none
        : // Deleted since.
          ifAbsent(groupsOf(asking, username), () => none)
    })
  )
}

const groupsOf = Effect.fnUntraced(function* (asking: Asking, username: string) {
  const names: Array<string> = []
  let token: string | undefined
  for (let page = 0; page < pagesAtMost && names.length <= groupsAtMost; page++) {
    const { names: more, next } = yield* asking.groups(username, token)
    names.push(...more)
    if (next === undefined) return names
    token = next
  }
  return yield* unanswered(
    `Cognito tells of more than ${groupsAtMost} groups, or in more than ${pagesAtMost} pages`
  )
})

type Groups = Effect.Effect<ReadonlyArray<string>, CallFailed>

const none: Groups = Effect.succeed([])

function ifAbsent(groups: Groups, otherwise: () => Groups): Groups {
  return Effect.catch(groups, (failure) =>
    failure.code === "UserNotFoundException" ? otherwise() : Effect.fail(failure)
  )
}
