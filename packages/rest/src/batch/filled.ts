/** A body with what it says of earlier answers in its place. */
import { isObject } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Json } from "../json/Json.ts"
import { type Body, lookUp, parseTerm } from "./reference.ts"

/** A text that stands for nothing that there is, and where it stands. */
export interface Unfilled {
  readonly path: ReadonlyArray<string | number>
  readonly detail: string
}

/** Values that come from an answer are the answer's own: nothing is copied, and a text of it that begins with a dollar means itself. */
export const filled = (json: Json, bodies: ReadonlyArray<Body>): Result.Result<Json, Unfilled> => {
  if (typeof json === "string") return meant(json, bodies)
  if (Array.isArray(json))
    return Result.map(members([...json.entries()], bodies), (all) => all.map(([, one]) => one))
  return isObject(json)
    ? Result.map(members(Object.entries(json), bodies), (all) => Object.fromEntries(all))
    : Result.succeed(json)
}

function members<Name extends string | number>(
  all: ReadonlyArray<readonly [Name, Json]>,
  bodies: ReadonlyArray<Body>
): Result.Result<ReadonlyArray<readonly [Name, Json]>, Unfilled> {
  const done: Array<readonly [Name, Json]> = []
  for (const [name, member] of all) {
    const one = filled(member, bodies)
    if (Result.isFailure(one))
      return Result.fail({ path: [name, ...one.failure.path], detail: one.failure.detail })
    done.push([name, one.success])
  }
  return Result.succeed(done)
}

function meant(text: string, bodies: ReadonlyArray<Body>): Result.Result<Json, Unfilled> {
  const term = parseTerm(text, bodies.length)
  const found = Result.flatMap(term, (term) =>
    typeof term === "string" ? Result.succeed(term) : lookUp(term, bodies)
  )
  return Result.mapError(found, (detail) => ({ path: [], detail }))
}
