/** What is wrong with a patch whatever the record holds: which places its operations may name. */
import type { Fault } from "../failures.ts"
import type { Resource } from "../resource/Resource.ts"
import { mostFaults } from "../value/faults.ts"
import { mostDeep } from "../value/jsonCell.ts"
import type { JsonPatch, PatchOperation } from "../value/jsonPatch.ts"
import { isInside, type Pointer } from "../value/jsonPointer.ts"
import { isWritable, readOnly, unknownField } from "./validate.ts"

/** A pointer of an operation, and whether it changes what is there. */
type Named = readonly [member: "path" | "from", pointer: Pointer, changes: boolean]

/** Each operation that names what no record has, or changes what a client cannot write, by its place in the patch. */
export const patchFaults = (resource: Resource, patch: JsonPatch): ReadonlyArray<Fault> => {
  const faults: Array<Fault> = []
  for (const [at, operation] of patch.entries()) {
    for (const [member, pointer, changes] of namedBy(operation)) {
      const fault = changes ? changeFault(resource, pointer) : fieldFault(resource, pointer)
      if (fault !== null) faults.push({ ...fault, path: [at, member] })
    }
    if (operation.op === "move" && isInside(operation.path, operation.from))
      faults.push({ path: [at, "path"], code: "inside", detail: "is inside of what is moved" })
  }
  return faults.slice(0, mostFaults)
}

function namedBy(operation: PatchOperation): ReadonlyArray<Named> {
  const { path } = operation
  switch (operation.op) {
    case "add":
    case "remove":
    case "replace":
      return [["path", path, true]]
    case "test":
      return [["path", path, false]]
    case "move":
    case "copy":
      return [
        ["from", operation.from, operation.op === "move"],
        ["path", path, true]
      ]
  }
}

type Rule = Omit<Fault, "path">

const whole: Rule = { code: "whole", detail: "is the record itself, of which PATCH changes fields" }
const tooDeep: Rule = { code: "too-deep", detail: `leads deeper than ${mostDeep} levels` }

function changeFault(resource: Resource, pointer: Pointer): Rule | null {
  const [name] = pointer
  if (name === undefined) return whole
  const column = resource.columns.get(name)
  return column === undefined || isWritable(column, "client") ? fieldFault(resource, pointer) : readOnly
}

function fieldFault({ columns }: Resource, pointer: Pointer): Rule | null {
  const [name] = pointer
  if (name !== undefined && !columns.has(name)) return unknownField(name)
  return pointer.length > mostDeep ? tooDeep : null
}
