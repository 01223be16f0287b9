/** Output as JSON text, by an operation's schema. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

/** Dies where the schema does not allow it: no client can mend that. */
export const outputOf = <O>(name: string, schema: Schema.Codec<O, unknown>) => {
  const encode = Schema.encodeUnknownResult(schema)
  return (output: O): Effect.Effect<string> =>
    Effect.suspend(() => {
      const encoded = encode(output)
      return Result.isSuccess(encoded)
        ? Effect.succeed(JSON.stringify(encoded.success) ?? "null")
        : Effect.die(
            new Error(`The operation "${name}" answers what its output does not allow.`, {
              cause: encoded.failure
            })
          )
    })
}
