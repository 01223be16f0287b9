/** Columns of hstore: text by text. */
import * as Result from "effect/Result"
import type { Fault } from "../failures.ts"
import { mostFaults, ofType, within } from "./faults.ts"
import { type FromJson, isObject } from "./jsonCell.ts"
import { unstorable } from "./text.ts"

/** An object whose members are strings or null. */
export const toHstore: FromJson = (json) => {
  if (!isObject(json)) return Result.fail(ofType("must be an object"))
  const faults = Object.entries(json).flatMap(([name, member]) => faultsOf(name, member))
  return faults.length === 0 ? Result.succeed(json) : Result.fail(faults.slice(0, mostFaults))
}

function faultsOf(name: string, member: unknown): ReadonlyArray<Fault> {
  const misnamed = unstorable(name)
  if (misnamed !== null) return ofType(`has a name that ${misnamed}`)
  if (member === null) return []
  const fault = typeof member === "string" ? unstorable(member) : "must be a string or null"
  return fault === null ? [] : within(name, ofType(fault))
}
