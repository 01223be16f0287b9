/** A call that may answer so many rows: what it did is undone where it answers more. */
import { together } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { WireFailure } from "../problem/WireFailure.ts"
import { elementsOf } from "../response/members.ts"

/** Of what is no array nobody can tell how many rows there are. A call that writes nothing leaves nothing to undo. */
export const bounded = <E, R>(
  called: Effect.Effect<string, E, R>,
  most: number,
  { safe }: { readonly safe: boolean }
) => {
  const checked = Effect.flatMap(called, (returned): Effect.Effect<string, WireFailure> => {
    const refused = refusalOf(returned, most)
    return refused === null ? Effect.succeed(returned) : Effect.fail(refused)
  })
  return safe ? checked : together(checked)
}

function refusalOf(returned: string, most: number): WireFailure | null {
  if (!returned.startsWith("[")) return { _tag: "RowsUncounted" }
  const rows = elementsOf(returned).length
  return rows > most ? { _tag: "TooManyRows", rows } : null
}
