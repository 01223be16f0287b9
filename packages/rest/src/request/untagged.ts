/** What commands share, whether of one record or of many: conditions of collections, and what an answer shows. */
import { type Command, Projection, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Preferences } from "../http/prefer.ts"
import { conditionFailed, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Headers } from "./readHeaders.ts"

/** A collection has no tag, nor has a history, so that If-Match names it with `*` only. */
export const untagged = (
  { match }: Pick<Headers, "match">,
  command: Command.ClientCommand
): Result.Result<Command.ClientCommand, RequestFailure> =>
  match === null || match === "*"
    ? Result.succeed(command)
    : Result.fail(conditionFailed("There is no entity tag at this address, so none can match."))

/** What a write shows where nothing else is said: all of the record, and nothing where nobody reads it. */
export const projectionOf = (resource: Resource.Resource, preferences: Preferences): Projection.Projection =>
  preferences.return === "minimal" || preferences.return === "headers-only"
    ? Projection.none
    : Projection.whole(resource)
