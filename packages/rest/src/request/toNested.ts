/** Bodies that hold records of relations, as commands: all records of all bodies count as rows. */
import { type Command, nested, nestedRows, type Permit, type Projection, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { tooManyRows } from "../problem/RequestFailure.ts"
import type { PermittedRequest, ToCommand } from "./PermittedRequest.ts"
import { untagged } from "./untagged.ts"

/** What nests, and how it is answered. */
interface Nesting {
  readonly permit: Permit<Resource.Resource, "create">
  /** What the answer shows; null for all that is made. */
  readonly shown: Projection.Projection | null
}

/** A record and those of its relations. */
export const toNested = (
  asked: PermittedRequest,
  { permit, shown }: Nesting,
  body: Command.Body
): ToCommand =>
  Result.flatMap(nested(permit, body, reachOf(asked)), (command) =>
    within(asked, shown === null ? command : { ...command, projection: shown }, [command])
  )

/** Several such records, each a row. */
export const toNestedRows = (
  asked: PermittedRequest,
  { permit, shown }: Nesting,
  rows: ReadonlyArray<Command.Row>
): ToCommand => {
  const bodies = rows.map(({ values }) => values)
  return Result.flatMap(nestedRows(permit, bodies, reachOf(asked)), (command) =>
    within(asked, shown === null ? command : { ...command, projection: shown }, command.nests)
  )
}

function reachOf({ nests, reach }: PermittedRequest): PermittedRequest["reach"] {
  return { ...reach, links: nests }
}

/** The command, unless it makes too many. */
function within(
  { headers, limits }: PermittedRequest,
  command: Command.CreateNested | Command.CreateManyNested,
  nests: ReadonlyArray<Command.Nest>
): ToCommand {
  const count = countOf(nests)
  if (count > limits.rows) return Result.fail(tooManyRows(limits.rows, count))
  return untagged(headers, command)
}

/** Each record, and what joins it where something does. */
function countOf(nests: ReadonlyArray<Command.Nest>): number {
  return nests
    .flatMap(({ related }) => related)
    .reduce(
      (sum, { between, records }) => sum + countOf(records) + (between === null ? 0 : records.length),
      nests.length
    )
}
