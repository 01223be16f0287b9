/** What an answer to ListUsers says of one subject. */
import type { ListUsersCommandOutput, UserType } from "@aws-sdk/client-cognito-identity-provider"
import type { Sighting } from "@pgcrest/core"
import { type CallFailed, unanswered } from "../client/CallFailed.ts"
import * as Result from "effect/Result"

type Users = Pick<ListUsersCommandOutput, "Users" | "PaginationToken">

/** The user of this sub, null if there is none; fails where the answer does not tell. */
export const userOf = (
  { Users, PaginationToken }: Users,
  subject: string
): Result.Result<UserType | null, CallFailed> => {
  if (!Array.isArray(Users)) return Result.fail(unanswered("Cognito has answered with no list of users"))
  // Not the first one: emulators answer with everybody, whatever is asked.
  const found = Users.find((user) => attributesOf(user).get("sub") === subject)
  if (found !== undefined) return Result.succeed(found)
  // A page may be empty although another one follows.
  return PaginationToken === undefined
    ? Result.succeed(null)
    : Result.fail(unanswered("Cognito has answered with a part of a list of users"))
}

/** What is shown of a user: of `shown`, what they have. */
export const sightingOf = (user: UserType, shown: ReadonlyMap<string, string>): Sighting => {
  const attributes = attributesOf(user)
  return {
    _tag: "Present",
    status: user.Enabled === false ? "disabled" : "active",
    attributes: Object.fromEntries(
      [...shown].flatMap(([attribute, name]) => {
        const text = attributes.get(attribute)
        return text === undefined ? [] : [[name, text]]
      })
    )
  }
}

function attributesOf({ Attributes = [] }: UserType): ReadonlyMap<string, string> {
  return new Map(
    Attributes.flatMap(({ Name, Value }) =>
      Name === undefined || Value === undefined ? [] : [[Name, Value]]
    )
  )
}
