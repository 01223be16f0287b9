/** Which commands are units: writes in which hooks take part, or that depend on what is stored. */
import type { Cell } from "../value/ColumnType.ts"
import type { Command, Create, Delete, Replace, Update } from "../command/Command.ts"
import type { Handlers } from "./Hooks.ts"
import type * as Resource from "../resource/Resource.ts"

export type Write<R extends Resource.Resource> =
  | Create<R, Cell>
  | Replace<R, Cell>
  | Update<R, Cell>
  | Delete<R>

/** The command, where it must be a unit; null where one statement will do. */
export const asUnit = <R extends Resource.Resource, E, S>(
  command: Command<R, Cell>,
  hooks: Handlers<E, S>
): Write<R> | null => {
  const creating = hooks.beforeCreate !== undefined || hooks.afterCreate !== undefined
  const updating = hooks.beforeUpdate !== undefined || hooks.afterUpdate !== undefined
  switch (command._tag) {
    case "Create":
      return creating ? command : null
    case "Update":
      return updating || command.merge ? command : null
    case "Replace":
      return creating || updating ? command : null
    case "Delete":
      return hooks.beforeDelete !== undefined || hooks.afterDelete !== undefined ? command : null
    case "Get":
    case "List":
    case "History":
      return null
  }
}
