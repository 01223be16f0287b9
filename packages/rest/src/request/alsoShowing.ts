/** What a read must show before its answer can tell people: the fields that say who they are. */
import { type Command, Projection, Resource } from "@pgcrest/core"
import type { Expansion } from "../query/parseExpand.ts"

/** The command, which shows these fields too, behind those that the client chose. */
export const alsoShowing = (command: Command.ClientCommand, expansion: Expansion): Command.ClientCommand => {
  const { resource } = command.permit
  if (command._tag === "Get")
    return { ...command, projection: widened(resource, command.projection, expansion) }
  if (command._tag === "List") {
    const { query } = command
    return { ...command, query: { ...query, projection: widened(resource, query.projection, expansion) } }
  }
  return command._tag === "History" && command.select?.includes("actor") === false
    ? { ...command, select: [...command.select, "actor"] }
    : command
}

/** A field of which groups of records have no one value, so that nobody can be told beside them; null for none. */
export const ungroupedIn = (command: Command.ClientCommand, expansion: Expansion): string | null => {
  if (command._tag !== "List" || !Projection.isGrouped(command.query.projection)) return null
  const shown = shownIn(command.query.projection)
  return expansion.find(({ field }) => !shown.includes(field))?.field ?? null
}

/** Itself where it shows all of them: that of whole records is one object. */
function widened(
  resource: Resource.Resource,
  projection: Projection.Projection,
  expansion: Expansion
): Projection.Projection {
  const shown = shownIn(projection)
  const more = expansion
    .map(({ field }) => Resource.columnOf(resource, field))
    .filter(({ name }) => !shown.includes(name))
  return more.length === 0 ? projection : Projection.make([...projection.items, ...Projection.of(more).items])
}

function shownIn({ items }: Projection.Projection): ReadonlyArray<string> {
  return items.flatMap((item) => (item._tag === "Column" ? [item.as] : []))
}
