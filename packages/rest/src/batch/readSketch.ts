/** One request of a batch, with every fault of its form and of what it says of earlier answers. */
import { isObject } from "@pgcrest/core"
import * as Result from "effect/Result"
import { isToken } from "../http/fieldValue.ts"
import { parsePrefer } from "../http/prefer.ts"
import type { Json } from "../json/Json.ts"
import { pointer } from "../json/pointer.ts"
import type { Violation } from "../problem/ProblemKind.ts"
import { parseTerm, type Term } from "./reference.ts"
import type { Sketch } from "./Sketch.ts"
import { parseTarget } from "./target.ts"

type Place = ReadonlyArray<string | number>
type Faults = ReadonlyArray<Violation>

/** How many faults are listed: nobody reads more, and an answer has an end. */
export const mostFaults = 100

/** The request that stands at a place of the batch. */
export const readSketch = (json: Json, at: number): Result.Result<Sketch, Faults> => {
  const here: Place = ["requests", at]
  if (!isObject(json)) return Result.fail([fault(here, "type", "must be an object")])
  const { method, path, headers = {}, body = null } = json
  const target = typeof path === "string" ? parseTarget(path, at) : Result.fail("must be a text")
  const lines = linesOf(headers, [...here, "headers"])
  const faults = [
    ...Object.keys(json)
      .filter((name) => !members.has(name))
      .map((name) => fault([...here, name], "unknown", "is no member of a request")),
    ...methodFaults(method, here),
    ...(Result.isFailure(target)
      ? [fault([...here, "path"], "path", target.failure)]
      : placeFaults(target.success.path, here)),
    ...(Result.isFailure(lines) ? lines.failure : []),
    ...referenceFaults(body, [...here, "body"], at)
  ]
  if (faults.length > 0 || Result.isFailure(target) || Result.isFailure(lines)) return Result.fail(faults)
  return Result.succeed({
    ...target.success,
    method: String(method),
    headers: new Map(lines.success.map(([name, line]) => [name, [line]])),
    headerCharacters: lines.success.flat().join("").length,
    targetCharacters: String(path).length,
    body
  })
}

const members: ReadonlySet<string> = new Set(["method", "path", "headers", "body"])
const methods: ReadonlySet<unknown> = new Set(["GET", "POST", "PUT", "PATCH", "DELETE"])

function methodFaults(method: unknown, here: Place): Faults {
  return methods.has(method)
    ? []
    : [fault([...here, "method"], "method", `must be one of ${[...methods].join(", ")}`)]
}

/** What has a transaction of its own, or belongs to no resource, is no part of another's. */
function placeFaults([first]: ReadonlyArray<Term>, here: Place): Faults {
  return first === "batch" || first === "rpc" || typeof first !== "string"
    ? [fault([...here, "path"], "path", "must begin with the name of a resource")]
    : []
}

type Line = readonly [name: string, line: string]

function linesOf(headers: unknown, here: Place): Result.Result<ReadonlyArray<Line>, Faults> {
  if (!isObject(headers)) return Result.fail([fault(here, "type", "must be an object of texts")])
  const lines: Array<Line> = []
  const faults: Array<Violation> = []
  const names = new Set<string>()
  for (const [sent, line] of Object.entries(headers)) {
    const name = sent.toLowerCase()
    const wrong = headerFault(name, line, names)
    if (wrong !== null) faults.push(fault([...here, sent], "header", wrong))
    else if (typeof line === "string") lines.push([name, line])
    names.add(name)
  }
  return faults.length > 0 ? Result.fail(faults) : Result.succeed(lines)
}

function headerFault(name: string, line: unknown, before: ReadonlySet<string>): string | null {
  if (!isToken(name)) return "is no name of a header"
  if (name === "authorization") return "is the batch's own: one caller sends all of it"
  if (name === "idempotency-key") return "is the batch's own: what happens as one happens once as one"
  if (before.has(name)) return "comes twice, as headers are the same in any case"
  if (name === "prefer" && typeof line === "string" && parsePrefer([line]).tx !== undefined)
    return "has no tx here: how the transaction ends is the batch's own to say"
  return typeof line === "string" && !/[\r\n\0]/u.test(line) ? null : "must be a text in one line"
}

/** Texts in a body that begin with a dollar and cannot be meant, the first of them: a short body can hold very many. */
function referenceFaults(body: Json, here: Place, before: number): Faults {
  const faults: Array<Violation> = []
  for (const found of unmeant(body, here, before)) {
    faults.push(found)
    if (faults.length === mostFaults) break
  }
  return faults
}

function* unmeant(json: Json, here: Place, before: number): Generator<Violation> {
  if (typeof json === "string") {
    const term = parseTerm(json, before)
    if (Result.isFailure(term)) yield fault(here, "reference", term.failure)
  } else if (Array.isArray(json)) {
    for (const [at, one] of json.entries()) yield* unmeant(one, [...here, at], before)
  } else if (isObject(json)) {
    for (const [name, one] of Object.entries(json)) yield* unmeant(one, [...here, name], before)
  }
}

function fault(place: Place, code: string, detail: string): Violation {
  return { pointer: pointer(place), code, detail }
}
