/** JSON Patch (RFC 6902 §3, §4): operations as a document has them. */
import * as Result from "effect/Result"
import type { Fault } from "../failures.ts"
import { ofType, within } from "./faults.ts"
import { isObject } from "./jsonCell.ts"
import { parsePointer, type Pointer } from "./jsonPointer.ts"

/** One operation on a JSON value. */
export type PatchOperation =
  | { readonly op: "add" | "replace" | "test"; readonly path: Pointer; readonly value: unknown }
  | { readonly op: "move" | "copy"; readonly path: Pointer; readonly from: Pointer }
  | { readonly op: "remove"; readonly path: Pointer }

/** Operations, each on what those before it have left; all of them apply, or none. */
export type JsonPatch = ReadonlyArray<PatchOperation>

type Parsed = Result.Result<PatchOperation, ReadonlyArray<Fault>>

/** The operations of a document, or the first fault of it, by its place there: `[2, "op"]`. Members of no meaning are left aside (§4). */
export const parseJsonPatch = (json: unknown): Result.Result<JsonPatch, ReadonlyArray<Fault>> => {
  if (!Array.isArray(json)) return Result.fail(ofType("must be an array of operations"))
  const patch: Array<PatchOperation> = []
  for (const [at, item] of json.entries()) {
    const operation = parseOperation(item)
    if (Result.isFailure(operation)) return Result.fail(within(at, operation.failure))
    patch.push(operation.success)
  }
  return Result.succeed(patch)
}

const ops: ReadonlySet<unknown> = new Set<PatchOperation["op"]>([
  "add",
  "remove",
  "replace",
  "move",
  "copy",
  "test"
])

function isOp(op: unknown): op is PatchOperation["op"] {
  return ops.has(op)
}

function parseOperation(json: unknown): Parsed {
  if (!isObject(json)) return Result.fail(ofType("must be an object"))
  const { op, value } = json
  if (!isOp(op)) return broken("op", "op", "must be add, remove, replace, move, copy or test")
  return Result.flatMap(pointerAt(json, "path"), (path): Parsed => {
    switch (op) {
      case "add":
      case "replace":
      case "test":
        return value === undefined
          ? broken("value", "required", "is required")
          : Result.succeed({ op, path, value })
      case "move":
      case "copy":
        return Result.map(pointerAt(json, "from"), (from) => ({ op, path, from }))
      case "remove":
        return Result.succeed({ op, path })
    }
  })
}

function pointerAt(json: Readonly<Record<string, unknown>>, member: "path" | "from") {
  const text = json[member]
  if (text === undefined) return broken(member, "required", "is required")
  const pointer = typeof text === "string" ? parsePointer(text) : null
  return pointer === null
    ? broken(member, "pointer", "must be a JSON Pointer such as /title (RFC 6901)")
    : Result.succeed(pointer)
}

function broken(member: string, code: string, detail: string) {
  return Result.fail<ReadonlyArray<Fault>>([{ path: [member], code, detail }])
}
