/** The verdict that a writing statement gives on its locked row, and the failure that each one is. */
import {
  Conflict,
  FieldImmutable,
  NewValuesRefused,
  NotPermitted,
  RecordNotFound,
  type Resource,
  type StoreFailure,
  VersionMismatch
} from "@pgcrest/core"
import { raced, type Raced } from "./Statement.ts"

/** `null` when the verdict lets the write happen; `fields` are the immutable ones that would change. */
export const refusal = (
  verdict: string | null,
  { name }: Resource.Resource,
  uid: string,
  act: string,
  fields: string | null
): StoreFailure | Raced | null => {
  switch (verdict) {
    case null:
      return new RecordNotFound({ resource: name, uid })
    case "NotPermitted":
      return new NotPermitted({ resource: name, act })
    case "VersionMismatch":
      return new VersionMismatch({ resource: name, uid })
    case "FieldImmutable":
      return new FieldImmutable({ resource: name, fields: fields?.split(",") ?? [] })
    case "NewValuesRefused":
      return new NewValuesRefused({ resource: name })
    case "Conflict":
      return new Conflict({ resource: name, fields: [] })
    case "Raced":
      return raced
    default:
      return null
  }
}
