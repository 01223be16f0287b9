/** Input by an operation's schema, with every fault and its place. */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Fault } from "../failures.ts"
import { issueFaults } from "../resource/issueFaults.ts"
import { ExactNumber } from "../value/ExactNumber.ts"
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
    return Result.mapError(decode(input), (error) =>
      issueFaults(error.issue)
        .slice(0, mostFaults)
        .map((fault) => (isRounded(input, fault) ? rounded(fault) : fault))
    )
  }
}

function decoderOf<I>(schema: Schema.Codec<I, unknown>, form: Form) {
  return form === "json"
    ? Schema.decodeUnknownResult(schema, options)
    : Schema.decodeUnknownResult(Schema.toCodecStringTree(schema), options)
}

/** What a schema takes for no number, as it is kept to the digit. */
function isRounded(input: unknown, { path }: Fault): boolean {
  const found = path.reduce<unknown>(
    (value, step) => (typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined),
    input
  )
  return found instanceof ExactNumber
}

function rounded({ path }: Fault): Fault {
  return { path, code: "type", detail: "must not be a number that a double would round" }
}
