/** Which commands are units: writes in which hooks take part, or that depend on what is stored. */
import type { Cell } from "../value/ColumnType.ts"
import type {
  Create,
  Delete,
  DirectCommand,
  Patch,
  Replace,
  Restore,
  Update,
  WriteMany
} from "../command/Command.ts"
import * as Projection from "../query/Projection.ts"
import { soleColumn } from "../resource/Key.ts"
import type { Taking } from "./Unit.ts"
import type { Resource } from "../resource/Resource.ts"

export type Write<R extends Resource> =
  | Create<R, Cell>
  | Replace<R, Cell>
  | Update<R, Cell>
  | Patch<R>
  | Restore<R, Cell>
  | Delete<R>
export type AnyWrite<R extends Resource> = Write<R> | WriteMany<R, Cell>

/** The command, where it must be a unit; null where one statement will do. */
export const asUnit = <R extends Resource, E, S>(
  command: DirectCommand<R, Cell>,
  hooks: Taking<E, S>
): AnyWrite<R> | null => {
  const creating = hooks.beforeCreate !== undefined || hooks.afterCreate !== undefined
  const updating = hooks.beforeUpdate !== undefined || hooks.afterUpdate !== undefined
  const deleting =
    hooks.beforeDelete !== undefined || hooks.afterDelete !== undefined || hooks.along !== undefined
  switch (command._tag) {
    case "Create":
      return creating || isToldLater(command, hooks) ? command : null
    case "Update":
      return updating || command.merge || isToldLater(command, hooks) ? command : null
    case "Replace":
      return creating || updating || isToldLater(command, hooks) ? command : null
    case "Delete":
      return (deleting && command.permit.act === "delete") || isToldLater(command, hooks) ? command : null
    case "CreateMany":
      return creating || isToldLater(command, hooks) || hasNoUid(command) ? command : null
    case "Upsert":
      return creating || updating || isToldLater(command, hooks) ? command : null
    case "UpdateMany":
      return updating || command.merge || isToldLater(command, hooks) || hasNoUid(command) ? command : null
    case "DeleteMany":
      return deleting || isToldLater(command, hooks) || hasNoUid(command) ? command : null
    case "Get":
    case "List":
    case "Compare":
    case "History":
      return null
  }
}

/**
 * What a hook makes of the answer must not fail when the write can no longer be taken back; what stands beside the records
 * is read once all are written.
 */
function isToldLater<E, S>(command: AnyWrite<Resource>, { afterRead }: Taking<E, S>): boolean {
  return (afterRead !== undefined && isShown(command)) || Projection.isRelated(command.projection)
}

/** Whether the answer to a write holds anything of the record. */
export const isShown = ({ projection }: AnyWrite<Resource>): boolean => projection.items.length > 0

/** Of records that several fields identify two may be equal: each is written by itself. */
function hasNoUid({ permit }: WriteMany<Resource, Cell>): boolean {
  return soleColumn(permit.resource.key) === null
}
