/** The body of a batch as requests: all that can be told of it before any of them runs is told at once. */
import { isObject } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Json, JsonObject } from "../json/Json.ts"
import { pointer } from "../json/pointer.ts"
import type { Violation } from "../problem/ProblemKind.ts"
import type { RequestFailure } from "../problem/RequestFailure.ts"
import { mostFaults, readSketch } from "./readSketch.ts"
import type { Sketch } from "./Sketch.ts"

/** The requests in order, `most` of them; fails with each fault and its place. */
export const readBatch = (json: Json, most: number): Result.Result<ReadonlyArray<Sketch>, RequestFailure> => {
  const requests = requestsOf(json)
  if (requests === null) return Result.fail(malformed([noRequests]))
  if (requests.length > most) return Result.fail(malformed([tooMany(requests.length, most)]))
  const sketches: Array<Sketch> = []
  const faults: Array<Violation> = []
  for (const [at, one] of requests.entries()) {
    const sketch = readSketch(one, at)
    if (Result.isSuccess(sketch)) sketches.push(sketch.success)
    else faults.push(...sketch.failure)
    if (faults.length >= mostFaults) break
  }
  return faults.length > 0 ? Result.fail(malformed(faults.slice(0, mostFaults))) : Result.succeed(sketches)
}

/** A batch that is not as it must be. */
export const malformed = (errors: ReadonlyArray<Violation>): RequestFailure => ({
  _tag: "BodyMalformed",
  detail: "The batch is not as it must be, and nothing of it was done.",
  hint: "Mend each place named under errors.",
  errors
})

function requestsOf(json: Json): ReadonlyArray<Json> | null {
  if (!isBatch(json)) return null
  const { requests } = json
  return Array.isArray(requests) ? requests : null
}

function isBatch(json: Json): json is JsonObject {
  return isObject(json) && Object.keys(json).join() === "requests"
}

const noRequests: Violation = {
  pointer: "#",
  code: "type",
  detail: 'must be an object with an array of requests and nothing else: {"requests": [...]}'
}

function tooMany(count: number, most: number): Violation {
  return {
    pointer: pointer(["requests"]),
    code: "too-many",
    detail: `has ${count} requests; ${most} are taken at most`
  }
}
