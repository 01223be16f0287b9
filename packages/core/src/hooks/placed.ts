/** Failures of one record among several that are made together: the fields that they name are those at its place. */
import * as Effect from "effect/Effect"
import type { CreateMany, Row, Upsert } from "../command/Command.ts"
import {
  Conflict,
  ConstraintViolated,
  type Fault,
  FieldImmutable,
  ReferenceMissing,
  ValueRefused
} from "../failures.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell } from "../value/ColumnType.ts"

/** Null for one of the rows, of which nobody knows. */
type Place = Fault["path"] | null

/** What fails there says so; the record that the others stand beside has no place to tell. */
export const placed = <A, E, R>(at: Fault["path"], made: Effect.Effect<A, E, R>) =>
  at.length === 0 ? made : Effect.mapError(made, (failure) => placedBy(() => at, failure))

/** The same of rows that one statement writes: of the only one that names the fields, or a uid where none is told. */
export const placedInRows = <A, E, R>(
  { rows }: Pick<CreateMany<Resource, Cell> | Upsert<Resource, Cell>, "rows">,
  made: Effect.Effect<A, E, R>
) =>
  Effect.mapError(made, (failure) =>
    placedBy((fields) => {
      const places = rows.flatMap((row, at) => (isNaming(row, fields) ? [at] : []))
      return places.length === 1 ? places : null
    }, failure)
  )

function isNaming({ uid, values }: Row<Cell>, fields: ReadonlyArray<string>): boolean {
  return fields.length === 0 ? uid !== null : fields.every((field) => (values[field] ?? null) !== null)
}

function placedBy<E>(placeOf: (fields: ReadonlyArray<string>) => Place, failure: E) {
  const told = (failed: { readonly fields: ReadonlyArray<string>; readonly resource: string }) => {
    const { fields, resource } = failed
    return { fields, resource, at: placeOf(fields) }
  }
  if (!isOfFields(failure) || failure.at !== undefined) return failure
  if (failure instanceof Conflict) return new Conflict(told(failure))
  if (failure instanceof ReferenceMissing) return new ReferenceMissing(told(failure))
  if (failure instanceof ValueRefused) return new ValueRefused(told(failure))
  if (failure instanceof FieldImmutable) return new FieldImmutable(told(failure))
  return new ConstraintViolated({ ...told(failure), constraint: failure.constraint })
}

type OfFields = Conflict | ConstraintViolated | FieldImmutable | ReferenceMissing | ValueRefused

function isOfFields(failure: unknown): failure is OfFields {
  return [Conflict, ConstraintViolated, FieldImmutable, ReferenceMissing, ValueRefused].some(
    (kind) => failure instanceof kind
  )
}
