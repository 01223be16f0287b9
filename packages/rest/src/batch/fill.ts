/** A request of a batch once its turn has come: what it says of earlier answers stands in it, and it is as if sent alone. */
import * as Result from "effect/Result"
import { pointer } from "../json/pointer.ts"
import type { Violation } from "../problem/ProblemKind.ts"
import type { DecodedRequest } from "../Request.ts"
import { filled } from "./filled.ts"
import { printJson, type Room } from "./printJson.ts"
import { type Body, lookUp, type Term, textOf } from "./reference.ts"
import type { Sketch } from "./Sketch.ts"

/** What is known when a request's turn comes. */
export interface Turn {
  readonly at: number
  /** Of the answers so far. */
  readonly bodies: ReadonlyArray<Body>
  /** What stands before our own path outside. */
  readonly prefix: string
  /** How many characters all bodies of the batch may still have, with what they refer to. */
  readonly room: Room
}

/** The request; fails with the reference that finds nothing, or a body that has become too large. */
export const fill = (sketch: Sketch, turn: Turn): Result.Result<DecodedRequest, Violation> => {
  const { headers, headerCharacters, method, targetCharacters } = sketch
  return Result.flatMap(addressOf(sketch, turn), (address) =>
    Result.map(bodyOf(sketch, turn), (body) => ({
      method,
      headers,
      headerCharacters,
      ...address,
      prefix: turn.prefix,
      body,
      bodyBytes: body?.length ?? 0,
      targetBytes: targetCharacters
    }))
  )
}

type Address = Pick<DecodedRequest, "path" | "query">

function addressOf({ path, query }: Sketch, { at, bodies }: Turn): Result.Result<Address, Violation> {
  const told: Array<string> = []
  const text = (term: Term): string => {
    if (typeof term === "string") return term
    const found = Result.flatMap(lookUp(term, bodies), textOf)
    if (Result.isFailure(found)) told.push(found.failure)
    return Result.getOrElse(found, () => "")
  }
  const address = {
    path: path.map(text),
    query: query.map(([name, [before, operand]]) => [name, before + text(operand)] as const)
  }
  const [detail] = told
  return detail === undefined
    ? Result.succeed(address)
    : Result.fail({ pointer: pointer(["requests", at, "path"]), code: "reference", detail })
}

function bodyOf({ body }: Sketch, { at, bodies, room }: Turn): Result.Result<string | null, Violation> {
  if (body === null) return Result.succeed(null)
  const here = ["requests", at, "body"]
  const whole = filled(body, bodies)
  if (Result.isFailure(whole)) {
    const { path, detail } = whole.failure
    return Result.fail({ pointer: pointer([...here, ...path]), code: "reference", detail })
  }
  const text = printJson(whole.success, room)
  return text === null
    ? Result.fail({
        pointer: pointer(here),
        code: "too-large",
        detail: "makes the batch larger, with what it refers to, than a body may be"
      })
    : Result.succeed(text)
}
