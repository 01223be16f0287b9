/** The refusals of a store, by the resource they concern. */
import {
  Conflict,
  NotPermitted,
  type Permit,
  RecordNotFound,
  type Resource,
  type Rows,
  type StoreFailure,
  VersionMismatch
} from "@pgcrest/core"
import * as Result from "effect/Result"

export type Answer<A extends Rows.Rows = Rows.Rows> = Result.Result<A, StoreFailure>

type Refusal = Answer<never>

export const absent = ({ name }: Resource.Resource, uid: string): Refusal =>
  Result.fail(new RecordNotFound({ resource: name, uid }))

export const refused = ({ resource, act }: Permit): Refusal =>
  Result.fail(new NotPermitted({ resource: resource.name, act }))

export const mismatch = ({ name }: Resource.Resource, uid: string): Refusal =>
  Result.fail(new VersionMismatch({ resource: name, uid }))

export const conflict = ({ name }: Resource.Resource, fields: ReadonlyArray<string>): Refusal =>
  Result.fail(new Conflict({ resource: name, fields }))
