/** What is asked of a table: its method, who asks, what is preferred, and what is to be read or written. */
import { type Act, authorise, type Caller, type Refused } from "@pgcrest/core"
import { type DecodedRequest, occasionFault, onOccasion, readKey, type RequestFailure } from "@pgcrest/rest"
import * as Result from "effect/Result"
import { parseAccept } from "./http/Media.ts"
import { parsePreferences, type Preferences } from "./http/Preferences.ts"
import type { WireFailure } from "./problem/WireFailure.ts"
import { csv } from "./response/csv.ts"
import { type Representation, representationOf } from "./response/representation.ts"
import type { Read } from "./response/toReadAnswer.ts"
import type { Asking } from "./response/toWriteAnswer.ts"
import type { Settings } from "./Settings.ts"
import { type Method, methodOf, type Table } from "./Table.ts"
import { strangePreferences } from "./request/strangePreferences.ts"
import { toDelete, toUpdate } from "./request/toChange.ts"
import { toInsert, toMerge } from "./request/toInsert.ts"
import { toPut } from "./request/toPut.ts"
import { toRead } from "./request/toRead.ts"
import type { Asked, Write } from "./request/Write.ts"

/** Something to read. */
export interface Reading extends Read {
  readonly _tag: "Reading"
}
/** Something to write. */
export interface Writing extends Asking {
  readonly _tag: "Writing"
  readonly write: Write
  /** Who writes, on the occasion that the request tells. */
  readonly caller: Caller.Caller
}

type Step = Result.Result<Reading | Writing, WireFailure | RequestFailure | Refused>

/** The caller is judged before preferences, query and body, so that a stranger learns no schema from errors. */
export const askTable = (
  settings: Settings,
  table: Table,
  request: DecodedRequest,
  caller: Caller.Caller
): Step => {
  const method = methodOf(table, request.method)
  if (method === null)
    return Result.fail({ _tag: "MethodNotOffered", method: request.method, allow: table.allow })
  const preferences = parsePreferences(request.headers.get("prefer") ?? [])
  return stepOf({ settings, table, request, caller, preferences }, method)
}

interface Question {
  readonly settings: Settings
  readonly table: Table
  readonly request: DecodedRequest
  readonly caller: Caller.Caller
  readonly preferences: Preferences
}

/** Exhaustive: a new method does not compile until somebody says what it asks. */
function stepOf(question: Question, method: Method): Step {
  switch (method) {
    case "GET":
    case "HEAD":
      return Result.flatMap(askedOf(question, "list"), (asked) =>
        Result.flatMap(toRead(asked), (command) =>
          Result.map(representationOf(asked.media, command.query.projection), (representation): Reading => ({
            _tag: "Reading",
            command,
            representation,
            ...asked
          }))
        )
      )
    case "POST":
      return question.preferences.resolution === "merge-duplicates"
        ? writing(question, "upsert", toMerge)
        : writing(question, "create", toInsert)
    case "PUT":
      return writing(question, "upsert", toPut)
    case "PATCH":
      return writing(question, "update", toUpdate)
    case "DELETE":
      return writing(question, "delete", toDelete)
  }
}

function writing<A extends Act>(
  question: Question,
  act: A,
  toWrite: (asked: Asked<A>) => Result.Result<Write, WireFailure | Refused>
): Step {
  const { preferences, request, settings, table } = question
  const caller = onOccasion(request, question.caller, settings.details)
  if (Result.isFailure(caller)) return Result.fail(caller.failure)
  const judged = { ...question, caller: caller.success }
  return Result.flatMap(Result.flatMap(askedOf(judged, act), unconditional), (asked): Step => {
    const key = readKey(request)
    if (Result.isFailure(key)) return Result.fail(key.failure)
    return Result.flatMap(toWrite(asked), (write): Step => {
      const { media } = asked
      const { command } = write
      const fault = command === null ? null : occasionFault(command, settings.api.links, judged.caller)
      if (fault !== null) return Result.fail(fault)
      const trial = preferences.tx === "rollback" ? settings.rollback : null
      return Result.map(toldAs(asked, write), (representation): Writing => ({
        _tag: "Writing",
        write,
        caller: judged.caller,
        request,
        resource: table.resource,
        media,
        representation,
        preferences,
        trial,
        key: trial === null ? key.success : null
      }))
    })
  })
}

/** How rows are told that were written; null where nobody reads them. */
function toldAs(
  { media, preferences }: Pick<Asked<Act>, "media" | "preferences">,
  { shown }: Write
): Result.Result<Representation | null, WireFailure> {
  return preferences.return === "representation"
    ? representationOf(media, shown.projection)
    : Result.succeed(null)
}

function askedOf<A extends Act>(
  { caller, preferences, request, settings, table }: Question,
  act: A
): Result.Result<Asked<A>, WireFailure | Refused> {
  const { resource } = table
  return Result.flatMap(authorise(resource, act, caller), (permit): Result.Result<Asked<A>, WireFailure> => {
    const strange = strangePreferences(settings, preferences)
    if (strange !== null) return Result.fail(strange)
    const accepted = request.headers.get("accept") ?? []
    const media = parseAccept(accepted, [csv, ...settings.formats])
    if (media === null) return Result.fail({ _tag: "MediaUnavailable", types: accepted.join(", ") })
    const { api, bounds, formats, limits } = settings
    const reach = { caller, links: api.links, bounds }
    const unfiltered = settings.unfiltered.has(resource.name)
    return Result.succeed({ request, permit, preferences, limits, reach, media, formats, unfiltered })
  })
}

/** Rows have no entity tags here: a write that is bound to one is not made. */
function unconditional<A extends Act>(asked: Asked<A>): Result.Result<Asked<A>, WireFailure> {
  const { headers } = asked.request
  const tags = [...(headers.get("if-match") ?? []), ...(headers.get("if-none-match") ?? [])]
  return tags.some((tag) => tag.trim() !== "*") || headers.has("if-none-match")
    ? Result.fail({ _tag: "NoEntityTag" })
    : Result.succeed(asked)
}
