/** The refusals of a store, by the resource they concern. */
import {
  Conflict,
  NotPermitted,
  RecordNotFound,
  type Resource,
  type Rows,
  type StoreFailure,
  VersionMismatch
} from "@pgcrest/core"
import * as Result from "effect/Result"

export type Answer = Result.Result<Rows.Untyped, StoreFailure>

export const absent = ({ name }: Resource.Any, uid: string): Answer =>
  Result.fail(new RecordNotFound({ resource: name, uid }))

export const refused = ({ name }: Resource.Any, act: string): Answer =>
  Result.fail(new NotPermitted({ resource: name, act }))

export const mismatch = ({ name }: Resource.Any, uid: string): Answer =>
  Result.fail(new VersionMismatch({ resource: name, uid }))

export const conflict = ({ name }: Resource.Any, fields: ReadonlyArray<string>): Answer =>
  Result.fail(new Conflict({ resource: name, fields }))
