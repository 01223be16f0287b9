/** Failures of `Records` that a hook passes on: those that would tell the client of records it never named are the hook's mistake. */
import * as Effect from "effect/Effect"
import { referringFields } from "../access/Reference.ts"
import {
  type CommandFailure,
  Conflict,
  ConstraintViolated,
  type CredentialFailure,
  FieldImmutable,
  OperandRefused,
  RecordInvalid,
  RecordNotFound,
  ReferenceMissing,
  ValueRefused
} from "../failures.ts"
import { type Asked, mistakeOf } from "./HookMistake.ts"

type Passed = CommandFailure | CredentialFailure

/** A 404 is about the request's own record, and a body's faults are of its own resource. */
export const passedOn = (failure: Passed, asked: Asked): Effect.Effect<never, Passed> => {
  if (failure instanceof RecordNotFound) return notFound(failure, asked)
  if ("fields" in failure && failure.resource !== asked.resource.name && failure.fields.length > 0)
    return Effect.fail(unnamed(failure))
  return failure instanceof RecordInvalid && failure.resource !== asked.resource.name
    ? Effect.die(
        mistakeOf(asked, `writes what ${failure.resource} does not take: ${faultsOf(failure)}`, failure)
      )
    : Effect.fail(failure)
}

/** The fields of another resource are nothing to its client, who may not even know that it is there. */
export function unnamed(failure: Extract<Passed, { readonly fields: ReadonlyArray<string> }>): Passed {
  const { resource } = failure
  switch (failure._tag) {
    case "Conflict":
      return new Conflict({ resource, fields: [] })
    case "ReferenceMissing":
      return new ReferenceMissing({ resource, fields: [] })
    case "ConstraintViolated":
      return new ConstraintViolated({ resource, constraint: failure.constraint, fields: [] })
    case "ValueRefused":
      return new ValueRefused({ resource, fields: [] })
    case "OperandRefused":
      return new OperandRefused({ resource, fields: [] })
    case "FieldImmutable":
      return new FieldImmutable({ resource, fields: [] })
  }
}

/** What a body's faults are, in one line of the log. */
export const faultsOf = ({ faults }: RecordInvalid): string =>
  faults.map(({ path, detail }) => `${path.join(".")} ${detail}`).join("; ")

function notFound(failure: RecordNotFound, asked: Asked): Effect.Effect<never, Passed> {
  const { resource, uid } = failure
  if (resource === asked.resource.name && uid === asked.uid) return Effect.fail(failure)
  const fields = fieldsTo(failure, asked)
  return fields.length === 0
    ? Effect.die(mistakeOf(asked, `did not expect that ${resource} has no record ${uid}`, failure))
    : Effect.fail(new ReferenceMissing({ resource: asked.resource.name, fields }))
}

/** The client's own references to the record, as the write would have named them: of what it may not see, all or none. */
function fieldsTo({ resource, uid }: RecordNotFound, asked: Asked): ReadonlyArray<string> {
  const { values, references } = asked
  const own = [...asked.resource.columns.values()].flatMap((column) =>
    column.references === resource && String(values[column.name]) === uid ? [column.name] : []
  )
  const isHidden = references.some(({ target }) => target.name === resource)
  return own.length > 0 && isHidden ? referringFields(asked.resource, values) : own
}
