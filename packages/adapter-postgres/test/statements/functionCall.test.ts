import { Access, Caller, Field, Operation, ResourceStore, SqlFunctions } from "@pgcrest/core"
import * as Context from "effect/Context"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import { assert, describe, it } from "vitest"
import { functionCall } from "../../src/statements/functionCall.ts"

/** The statement by which an operation calls its function. */
const statementOf = (described: Omit<Operation.DescribedFunction, "access">, input: object) => {
  const statements: Array<ReturnType<typeof functionCall>> = []
  const { accept } = Operation.sql("close_month", { ...described, access: Access.everyone })
  const asked = Effect.flatMap(Effect.fromResult(accept(input, "json")), (call) =>
    call(Caller.anonymous("-"))
  )
  const functions = SqlFunctions.of({
    call: (called, given) =>
      Effect.sync(() => {
        statements.push(functionCall(called, given))
        return []
      })
  })
  const store = ResourceStore.of({ run: () => Effect.die("unasked"), unit: () => Effect.die("unasked") })
  const random = SecureRandom.make((size) => new Uint8Array(size))
  const services = Context.make(SqlFunctions, functions).pipe(
    Context.add(ResourceStore, store),
    Context.add(SecureRandom.SecureRandom, random)
  )
  Effect.runSync(Effect.provideContext(Effect.ignore(asked), services))
  return statements.map(({ name, text, values }) => ({ name, text, values }))
}

const output = Operation.record({ closed: Field.integer, fines: Field.column("Fines", Field.numeric(10, 2)) })

describe("the call of a function", () => {
  it("holds names of the declaration, and every value as a parameter of its type", () =>
    assert.deepStrictEqual(
      statementOf(
        {
          function: "library.close_month",
          input: {
            month: Field.date,
            dry: Field.withDefault(Field.boolean, false),
            tags: Field.array("text")
          },
          output
        },
        { month: "2026-11-01", tags: ["a'b", 'c"d'] }
      ),
      [
        {
          name: null,
          text: 'select r."closed", r."Fines" from "library"."close_month"("month" => $1::date, "dry" => $2::boolean, "tags" => $3::text[]) as r',
          values: ["2026-11-01", "false", '{"a\'b","c\\"d"}']
        }
      ]
    ))

  it("leaves out what the function's own default is for, and quotes every name", () =>
    assert.deepStrictEqual(
      statementOf(
        {
          function: { schema: "The library", name: 'close "month"' },
          input: { least: Field.databaseDefault(Field.integer) },
          output: Operation.value(Field.optional(Field.bigint))
        },
        {}
      ),
      [
        {
          name: null,
          text: 'select r."value" from (select "The library"."close ""month"""() as "value") as r',
          values: []
        }
      ]
    ))

  it("leaves the schema to the session where the declaration names none", () =>
    assert.strictEqual(
      statementOf({ input: {}, output }, {})[0]?.text,
      'select r."closed", r."Fines" from "close_month"() as r'
    ))
})
