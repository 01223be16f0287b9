/** Which commands are units: writes in which hooks take part, or that depend on what is stored. */
import type { Cell } from "../value/ColumnType.ts"
import type { ClientCommand, Create, Delete, Replace, Update } from "../command/Command.ts"
import type { Handlers } from "./Hooks.ts"
import type { Resource } from "../resource/Resource.ts"

export type Write<R extends Resource> = Create<R, Cell> | Replace<R, Cell> | Update<R, Cell> | Delete<R>

/** The command, where it must be a unit; null where one statement will do. */
export const asUnit = <R extends Resource, E, S>(
  command: ClientCommand<R, Cell>,
  hooks: Handlers<E, S>
): Write<R> | null => {
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
    case "Get":
    case "List":
    case "History":
      return null
  }
}

/** Whether the answer to a write holds anything of the record. */
export const isShown = (command: Write<Resource>): boolean =>
  command._tag === "Create" || command._tag === "Replace" || command.projection.items.length > 0
