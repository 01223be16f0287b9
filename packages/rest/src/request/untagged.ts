/** What commands share that are of no record: conditions of collections. */
import type { Command } from "@pgcrest/core"
import * as Result from "effect/Result"
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
