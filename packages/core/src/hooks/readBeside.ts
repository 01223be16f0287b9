/** What a write's answer shows beside its records: read in the same transaction, under the rules by which they are seen. */
import * as Effect from "effect/Effect"
import { type Permit, seeing } from "../access/Permit.ts"
import { stamp } from "../command/stamp.ts"
import { AnswerTooLarge } from "../failures.ts"
import * as Predicate from "../query/Predicate.ts"
import type { Projection } from "../query/Query.ts"
import { cellsOfUid, soleColumn } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import { found } from "../store/expect.ts"
import { type Answered, fromShown } from "../store/Rows.ts"
import type { Values } from "../value/ColumnType.ts"
import type { Reach } from "./recordsOf.ts"
import { showFound } from "./showing.ts"
import { type AfterReads, isReshown, widened } from "./widened.ts"

/**
 * The records of these uids that are in sight, in this order, as the hooks of all resources show them; a store that ends
 * the list before all are told of refuses, so that nothing is written of which nobody is told.
 */
export const readBeside = Effect.fnUntraced(function* <R extends Resource, E, S>(
  { permit, projection }: { readonly permit: Permit<R>; readonly projection: Projection },
  uids: ReadonlyArray<string>,
  afterReads: AfterReads<E, S>,
  unit: Reach
) {
  const { resource } = permit
  const isHooked = isReshown(resource, projection, afterReads)
  const look = {
    _tag: "List",
    permit: seeing(permit, unit.caller),
    query: {
      filter: oneOf(resource, uids),
      order: [],
      page: { _tag: "Offset", limit: unlimited, offset: 0 },
      projection: isHooked ? widened(resource, projection, afterReads) : projection,
      count: null
    }
  } as const
  const read = yield* found(unit.run, stamp(look, unit.caller, unit.at, null))
  if (read.more) return yield* new AnswerTooLarge({ resource: resource.name, outcomeUnknown: false })
  const asked = { hook: "afterRead", resource, uid: null, values: {}, references: [] } as const
  const place = { projection, afterReads, moment: { caller: unit.caller, at: unit.at }, asked }
  const told = isHooked ? yield* showFound(place, read) : read
  return { ...inOrder(projection, told, uids), computed: true }
})

const unlimited = Number.MAX_SAFE_INTEGER

function inOrder(
  projection: Projection,
  { keys, values }: Answered<Values>,
  uids: ReadonlyArray<string>
): Answered<Values> {
  const rows = values()
  const known = Map.groupBy(
    keys().map((key, at) => ({ key, row: rows[at] ?? {} })),
    ({ key }) => key.uid
  )
  const ordered = uids.flatMap((uid) => known.get(uid)?.shift() ?? [])
  return fromShown(
    projection,
    ordered.map(({ row }) => row),
    () => ordered.map(({ key }) => key)
  )
}

function oneOf({ key }: Resource, uids: ReadonlyArray<string>): Predicate.Predicate {
  const cells = uids.map((uid) => cellsOfUid(key, uid) ?? [])
  const column = soleColumn(key)
  if (column !== null)
    return { _tag: "Quantified", quantifier: "any", column, operator: "eq", values: cells.flat() }
  const predicates = cells.map((values) =>
    Predicate.and(
      ...key.columns.map((column, at): Predicate.Predicate => ({
        _tag: "Compare",
        column,
        operator: "eq",
        value: values[at] ?? null
      }))
    )
  )
  return { _tag: "Or", predicates }
}
