/** Input by an operation's schema, with every fault and its place. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Fault } from "../failures.ts"
import { issueFaults } from "../resource/issueFaults.ts"
import { mostFaults } from "../value/faults.ts"
import { toJsonb } from "../value/jsonCell.ts"

/** Input as a body has it, or as the texts of a query. */
export type Form = "json" | "texts"

const options = { errors: "all", onExcessProperty: "error" } as const

/** Reads JSON as it was sent, or texts as the schema's types are written; a decoder is made when it is first needed. */
export const inputOf = <I>(schema: Schema.Codec<I, unknown>) => {
  const decoders: { -readonly [F in Form]?: (input: unknown) => Result.Result<I, Schema.SchemaError> } = {}
  return (input: unknown, form: Form): Result.Result<I, ReadonlyArray<Fault>> => {
    // What no column can hold would break only where it is written.
    const storable = toJsonb(input)
    if (Result.isFailure(storable)) return Result.fail(storable.failure)
    const decode = (decoders[form] ??= decoderOf(schema, form))
    return Result.mapError(decode(input), (error) => issueFaults(error.issue).slice(0, mostFaults))
  }
}

function decoderOf<I>(schema: Schema.Codec<I, unknown>, form: Form) {
  return form === "json"
    ? Schema.decodeUnknownResult(schema, options)
    : Schema.decodeUnknownResult(Schema.toCodecStringTree(schema), options)
}
