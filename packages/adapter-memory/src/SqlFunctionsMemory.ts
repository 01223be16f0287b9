/** `SqlFunctions` in TypeScript: for tests of operations that functions of a database are. */
import { SqlFunctions, type StoreFailure, type Values } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** A function's twin: gets the parameters that are given, and answers the rows that it returns, a value as `[{ value }]`. */
export type Twin = (given: Values) => Effect.Effect<ReadonlyArray<Values>, StoreFailure>

/**
 * The functions by their names in declarations, such as `library.renew_all`. One that is not here is a defect, as one that
 * a database does not have; nothing keeps a safe one from writing.
 */
export const layer = (functions: Readonly<Record<string, Twin>>): Layer.Layer<SqlFunctions> => {
  const known = new Map(Object.entries(functions))
  return Layer.succeed(SqlFunctions, {
    call: ({ function: { schema, name }, name: operation }, given) => {
      const called = schema === null ? name : `${schema}.${name}`
      return (
        known.get(called)?.(given) ??
        Effect.die(new Error(`The operation "${operation}" calls ${called}, which has no twin here.`))
      )
    }
  })
}
