/** Failures of one record among several that are made together: the fields that they name are those at its place. */
import * as Effect from "effect/Effect"
import { Conflict, ConstraintViolated, type Fault, ReferenceMissing, ValueRefused } from "../failures.ts"

/** What fails there says so; the record that the others stand beside has no place to tell. */
export const placed = <A, E, R>(at: Fault["path"], made: Effect.Effect<A, E, R>) =>
  at.length === 0 ? made : Effect.mapError(made, (failure) => placedAt(at, failure))

function placedAt<E>(at: Fault["path"], failure: E) {
  if (failure instanceof Conflict) return new Conflict({ ...factsOf(failure), at })
  if (failure instanceof ReferenceMissing) return new ReferenceMissing({ ...factsOf(failure), at })
  if (failure instanceof ValueRefused) return new ValueRefused({ ...factsOf(failure), at })
  if (failure instanceof ConstraintViolated)
    return new ConstraintViolated({ ...factsOf(failure), constraint: failure.constraint, at })
  return failure
}

function factsOf({
  fields,
  resource
}: {
  readonly fields: ReadonlyArray<string>
  readonly resource: string
}) {
  return { fields, resource }
}
