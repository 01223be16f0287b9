/** What of a command decides its statement: everything but the values, so that nothing that is kept holds a client's data. */
import type { AuditedCommand, Cell, Command, Predicate, Query, Resource, Stamp } from "@pgcrest/core"

type Asked = Command.Command<Resource.Resource, Cell>

export interface Shape {
  /** A command of this shape without values: names, operators and tags stay. */
  readonly command: Asked
  readonly stamp: Stamp
  /** Equal for commands of one resource that have the same statement. */
  readonly key: string
}

export const shapeOf = ({ command }: AuditedCommand): Shape => {
  const empty = emptied(command)
  const { resource: _resource, ...decisive } = empty
  return { command: empty, stamp: nobody, key: JSON.stringify(decisive, told) }
}

/** A column is told by its name, a projection by its key: neither holds anything of a client's. */
function told(name: string, value: unknown): unknown {
  // A field of a body may have any name, and is null here.
  if (value === null) return null
  if (name === "column") return Reflect.get(Object(value), "name")
  return name === "projection" ? Reflect.get(Object(value), "key") : value
}

const nowhere: Query.Page = { _tag: "Offset", limit: 0, offset: 0 }
const nobody: Stamp = { operation: null, uid: null, at: "", actor: "", subject: null, requestId: "" }

// Exhaustive: a new command does not compile until somebody says what of it is a value.
function emptied(command: Asked): Asked {
  const { _tag, resource } = command
  const guard = {
    ...command.guard,
    see: outline(command.guard.see),
    act: outline(command.guard.act),
    become: outline(command.guard.become),
    create: outline(command.guard.create)
  }
  const target = { resource, guard, uid: "" }
  switch (_tag) {
    case "Create":
      return { _tag, resource, guard, values: names(resource, command.values) }
    case "Get":
      return {
        _tag,
        ...target,
        projection: command.projection,
        lock: command.lock && sides(command.lock)
      }
    case "List": {
      const { filter, order, projection, count } = command.query
      return {
        _tag,
        resource,
        guard,
        query: {
          filter: outline(filter),
          order,
          projection,
          count,
          page: nowhere
        }
      }
    }
    case "Replace":
      return { _tag, ...target, values: names(resource, command.values), condition: sides(command.condition) }
    case "Update": {
      const { values, condition } = command
      const { projection } = command
      return {
        _tag,
        ...target,
        values: names(resource, values),
        condition: sides(condition),
        merge: false,
        projection
      }
    }
    case "Delete":
      return {
        _tag,
        ...target,
        condition: sides(command.condition),
        projection: command.projection
      }
    case "History":
      return { _tag, ...target, select: command.select, page: nowhere }
  }
}

function outline(predicate: Predicate.Predicate): Predicate.Predicate {
  const { _tag } = predicate
  switch (_tag) {
    case "Constant":
      return { _tag, value: predicate.value }
    case "Compare":
      return { _tag, column: predicate.column, operator: predicate.operator, value: null }
    case "Quantified": {
      const { column, operator, quantifier } = predicate
      return { _tag, column, operator, quantifier, values: [] }
    }
    case "Is":
      return { _tag, column: predicate.column, value: predicate.value }
    case "Like":
      return { _tag, column: predicate.column, pattern: "", insensitive: predicate.insensitive }
    case "And":
    case "Or":
      return { _tag, predicates: predicate.predicates.map(outline) }
    case "Not":
      return { _tag, predicate: outline(predicate.predicate) }
  }
}

/** The fields of a body in the resource's order: the order of its keys makes no statement. */
function names({ columns }: Resource.Resource, values: Command.Body<Cell>): Command.Body<Cell> {
  const written = [...columns.keys()].filter((name) => Object.hasOwn(values, name))
  return Object.fromEntries(written.map((name) => [name, null]))
}

/** `*` and no condition at all have texts of their own; tags are values. */
function sides({ match, noneMatch }: Command.Condition): Command.Condition {
  const side = (tags: Command.Condition["match"]) => (tags === null || tags === "*" ? tags : [])
  return { match: side(match), noneMatch: side(noneMatch) }
}
