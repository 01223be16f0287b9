/** What a write of many does to one of its records, as the command of that one. */
import * as Projection from "../query/Projection.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import {
  type Create,
  type CreateMany,
  type Delete,
  type DeleteMany,
  type Row,
  unconditional,
  type Update,
  type UpdateMany,
  type Upsert
} from "./Command.ts"

/** Makes the record of a row; it is read whole. */
export const creating = <R extends Resource>(
  { permit }: CreateMany<R, Cell> | Upsert<R, Cell>,
  { values }: Row<Cell>
): Create<R, Cell> => ({ _tag: "Create", permit, values, projection: Projection.whole(permit.resource) })

/** Sets fields of a record; it is read whole. */
export const updating = <R extends Resource>(
  command: Upsert<R, Cell> | UpdateMany<R, Cell>,
  uid: string,
  values: Values
): Update<R, Cell> => {
  const { permit } = command
  const merge = command._tag === "UpdateMany" && command.merge
  const projection = Projection.whole(permit.resource)
  return { _tag: "Update", permit, uid, values, merge, condition: unconditional, projection }
}

/** Removes a record; it is read whole. */
export const removing = <R extends Resource>({ permit }: DeleteMany<R>, uid: string): Delete<R> => ({
  _tag: "Delete",
  permit,
  uid,
  condition: unconditional,
  projection: Projection.whole(permit.resource)
})
