/** The steps of a nested write: what a record refers to, the record, what refers to it, and what joins it with others. */
import * as Effect from "effect/Effect"
import { referencesOf } from "../access/Reference.ts"
import type { Branch, Nest } from "../command/Command.ts"
import * as Projection from "../query/Projection.ts"
import type { CommandFailure, CredentialFailure } from "../failures.ts"
import type { Column } from "../resource/Column.ts"
import { keyCell } from "../resource/Key.ts"
import type { Link } from "../resource/Link.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Written } from "../store/Rows.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import type { HookRefusal } from "./HookRefusal.ts"
import type { Handlers } from "./Hooks.ts"
import { placed } from "./placed.ts"
import type { Records } from "./Records.ts"
import type { Reach } from "./recordsOf.ts"
import { create } from "./unitSteps.ts"

/** What the records of a nested write are made with: the hooks and links of each resource. */
export interface Nesting<E, S> {
  readonly hooks: ReadonlyMap<string, Handlers<E, S>>
  readonly links: ReadonlyMap<Resource, ReadonlyArray<Link>>
  readonly unit: Reach
}

type Made<A, E, S> = Effect.fn.Return<A, CommandFailure | CredentialFailure | HookRefusal<E>, S | Records>

/** A record with all that is nested in it; `given` is what the record around it fills in. */
export const makeNest = Effect.fnUntraced(function* <E, S>(
  nest: Nest<Resource, Cell>,
  given: Values,
  nesting: Nesting<E, S>
): Made<Written, E, S> {
  const referred: Record<string, Cell> = {}
  for (const { link, records } of nest.related.filter(({ link }) => !link.many))
    for (const record of records)
      referred[link.from.name] = yield* uidFor(link.from, yield* makeNest(record, {}, nesting))
  const rows = yield* makeOne({ ...nest, values: { ...nest.values, ...given, ...referred } }, nesting)
  for (const branch of nest.related.filter(({ link }) => link.many)) yield* makeMany(branch, rows, nesting)
  return rows
})

/** The records of a relation to many, each followed by what joins it where something does. */
const makeMany = Effect.fnUntraced(function* <E, S>(
  { between, link, records }: Branch<Cell>,
  ours: Written,
  nesting: Nesting<E, S>
): Made<void, E, S> {
  const { through, to } = link
  for (const record of records) {
    const given = through === null ? { [to.name]: yield* uidFor(to, ours) } : {}
    const made = yield* makeNest(record, given, nesting)
    if (through === null || between === null) continue
    const { far, near } = through
    const joins = { [near.name]: yield* uidFor(near, ours), [far.name]: yield* uidFor(far, made) }
    yield* makeOne({ ...between, at: record.at, values: { ...between.values, ...joins } }, nesting)
  }
})

/** One record, as if it were sent alone. */
function makeOne<E, S>({ at, permit, values }: Nest<Resource, Cell>, { hooks, links, unit }: Nesting<E, S>) {
  const { resource } = permit
  const own = links.get(resource)
  if (own === undefined)
    return Effect.die(new Error(`A nested write is of "${resource.name}", which is not in its api.`))
  const referring = { ...unit, references: referencesOf(own, unit.caller) }
  const command = { _tag: "Create", permit, values, projection: Projection.whole(resource) } as const
  return placed(at, create(command, hooks.get(resource.name) ?? {}, referring))
}

/** The uid of a record that was made, as a field that refers to it holds it. */
function uidFor(column: Column, rows: Written): Effect.Effect<Cell> {
  const [key] = rows.keys()
  const cell = key === undefined ? null : keyCell(column, key.uid)
  return cell === null
    ? Effect.die(new Error(`A store made a record without a uid that ${column.name} can hold.`))
    : Effect.succeed(cell)
}
