/** The refusals of a store, by the resource they concern. */
import {
  Conflict,
  NotPermitted,
  type Projection,
  RecordNotFound,
  type Resource,
  Rows,
  type StoreFailure,
  type Values,
  VersionMismatch
} from "@pgcrest/core"
import * as Result from "effect/Result"

export type Answer = Result.Result<Rows.Untyped, StoreFailure>

/** The same answer with the chosen fields alone. */
export const showing = (
  resource: Resource.Resource,
  projection: Projection.Projection,
  answer: Answer
): Answer =>
  Result.map(answer, (rows) => {
    const metas = rows.metas()
    const values: ReadonlyArray<Values> = rows.values()
    return Rows.fromValues(
      resource,
      projection,
      values,
      rows,
      (row) => metas[values.indexOf(row)] ?? Rows.metaOf(resource, row)
    )
  })

export const absent = ({ name }: Resource.Resource, uid: string): Answer =>
  Result.fail(new RecordNotFound({ resource: name, uid }))

export const refused = ({ name }: Resource.Resource, act: string): Answer =>
  Result.fail(new NotPermitted({ resource: name, act }))

export const mismatch = ({ name }: Resource.Resource, uid: string): Answer =>
  Result.fail(new VersionMismatch({ resource: name, uid }))

export const conflict = ({ name }: Resource.Resource, fields: ReadonlyArray<string>): Answer =>
  Result.fail(new Conflict({ resource: name, fields }))
