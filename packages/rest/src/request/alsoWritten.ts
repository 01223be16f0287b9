/** What a write may change beside records of its own resource: those that its body holds, and those that go along with them. */
import type { Api, Command, Resource } from "@pgcrest/core"

type Resources = Iterable<Resource.Resource>
type Links = Api.Api["links"]

/** The resources of these records; what only hooks write is not among them. */
export const alsoWritten = (command: Command.ClientCommand, links: Links): Resources => {
  switch (command._tag) {
    case "CreateNested":
      return resourcesBeside(command)
    case "CreateManyNested":
      return command.nests.flatMap((nest) => [...resourcesBeside(nest)])
    case "Delete":
    case "DeleteMany":
    case "Restore":
      return command.permit.act === "purge" ? none : goingAlong(command.permit.resource, links)
    default:
      return none
  }
}

const none: Resources = []

function* resourcesBeside({ related }: Command.Nest): Generator<Resource.Resource> {
  for (const { between, records } of related)
    for (const record of records) {
      yield record.permit.resource
      if (between !== null) yield between.permit.resource
      yield* resourcesBeside(record)
    }
}

/** As declared, at any distance: which records there are is known only when they are locked. */
function goingAlong(resource: Resource.Resource, links: Links): Resources {
  if (resource.softDelete === null || resource.softDelete.cascade.length === 0) return none
  const met = new Set([resource])
  // A set that grows is walked to its new end.
  for (const one of met)
    for (const link of links.get(one) ?? [])
      if (link.name !== null && one.softDelete?.cascade.includes(link.name) === true) met.add(link.resource)
  return met
}
