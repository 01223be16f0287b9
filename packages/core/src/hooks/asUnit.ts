/** Which commands are units: writes in which hooks take part, or that depend on what is stored. */
import type { Cell } from "../value/ColumnType.ts"
import type { Create, Delete, DirectCommand, Patch, Replace, Update, WriteMany } from "../command/Command.ts"
import { soleColumn } from "../resource/Key.ts"
import type { Handlers } from "./Hooks.ts"
import type { Resource } from "../resource/Resource.ts"

export type Write<R extends Resource> =
  | Create<R, Cell>
  | Replace<R, Cell>
  | Update<R, Cell>
  | Patch<R>
  | Delete<R>
export type AnyWrite<R extends Resource> = Write<R> | WriteMany<R, Cell>

/** The command, where it must be a unit; null where one statement will do. */
export const asUnit = <R extends Resource, E, S>(
  command: DirectCommand<R, Cell>,
  hooks: Handlers<E, S>
): AnyWrite<R> | null => {
  const creating = hooks.beforeCreate !== undefined || hooks.afterCreate !== undefined
  const updating = hooks.beforeUpdate !== undefined || hooks.afterUpdate !== undefined
  const deleting = hooks.beforeDelete !== undefined || hooks.afterDelete !== undefined
  // What it makes of the answer must not fail when the write can no longer be taken back.
  const reading = hooks.afterRead !== undefined
  switch (command._tag) {
    case "Create":
      return creating || reading ? command : null
    case "Update":
      return updating || command.merge || (reading && isShown(command)) ? command : null
    case "Replace":
      return creating || updating || reading ? command : null
    case "Delete":
      return deleting || (reading && isShown(command)) ? command : null
    case "CreateMany":
      return creating || (reading && isShown(command)) || hasNoUid(command) ? command : null
    case "Upsert":
      return creating || updating || (reading && isShown(command)) ? command : null
    case "UpdateMany":
      return updating || command.merge || (reading && isShown(command)) || hasNoUid(command) ? command : null
    case "DeleteMany":
      return deleting || (reading && isShown(command)) || hasNoUid(command) ? command : null
    case "Get":
    case "List":
    case "History":
      return null
  }
}

/** Whether the answer to a write holds anything of the record. */
export const isShown = (command: AnyWrite<Resource>): boolean =>
  command._tag === "Create" || command._tag === "Replace" || command.projection.items.length > 0

/** Of records that several fields identify two may be equal: each is written by itself. */
function hasNoUid({ permit }: WriteMany<Resource, Cell>): boolean {
  return soleColumn(permit.resource.key) === null
}
