/** Whether a command asks for text search, which a store without PostgreSQL has not. */
import { hasSearch, isSearched } from "../query/isSearched.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Command } from "./Command.ts"

/** Whether a condition that a client asks it under is a search. */
export const asksSearch = (command: Command<Resource, Cell>): boolean => {
  if ("query" in command) return isSearched(command.query)
  if (command._tag === "History") return command.which.was !== null && hasSearch(command.which.was)
  return "filter" in command && hasSearch(command.filter)
}
