/** The fields by which a reference that leads nowhere is told. */
import { referringFields } from "../access/Reference.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { Command } from "./Command.ts"

/** Those of a command's new values that refer to something: of many rows, those in which any does. */
export const referringFieldsOf = (command: Command<Resource, Cell>): ReadonlyArray<string> => {
  const { resource } = command.permit
  if ("values" in command) return referringFields(resource, command.values)
  if (!("rows" in command)) return []
  const named = new Set(command.rows.flatMap(({ values }) => referringFields(resource, values)))
  return [...resource.columns.keys()].filter((name) => named.has(name))
}
