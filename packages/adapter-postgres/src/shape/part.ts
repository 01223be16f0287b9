/** Parts a command into its shape, its values, and the key of its shape, in one walk. */
import type { AuditedCommand, Resource } from "@pgcrest/core"
import { conditionOf, listingOf, namedOf, referencesOf, selectionOf, wholeOf } from "./parts.ts"
import { Parting } from "./Parting.ts"
import { partPredicate } from "./PredicateShape.ts"
import type { Given, Shape } from "./Shape.ts"

export interface Parted {
  readonly shape: Shape
  /** By hole. */
  readonly values: ReadonlyArray<unknown>
  /** Commands with one key have one statement, and one way to read its answer. */
  readonly key: string
}

/** `numberOf` tells resources apart, of which two may have one name. */
export const part = (audited: AuditedCommand, numberOf: (resource: Resource.Resource) => number): Parted => {
  const parting = new Parting(audited.stamp)
  parting.say(`${numberOf(audited.command.permit.resource)} ${audited.command._tag}`)
  const shape = shapeOf(audited, parting, numberOf)
  return { shape, values: parting.values, key: parting.key }
}

// Exhaustive: a new command does not compile until somebody says what of it is a value.
function shapeOf(
  { command, references }: AuditedCommand,
  parting: Parting,
  numberOf: (resource: Resource.Resource) => number
): Shape {
  const { permit } = command
  const { resource } = permit
  const rule = (name: "see" | "using" | "createCheck" | "updateCheck") => {
    parting.say(" ")
    return partPredicate(permit[name], parting)
  }
  const referring = (values: ReadonlyArray<Given>) => ({
    values,
    references: referencesOf(references, values, parting, numberOf)
  })
  const seen = { resource, see: rule("see") }
  switch (command._tag) {
    case "Create": {
      const createCheck = rule("createCheck")
      return {
        _tag: "Create",
        ...seen,
        createCheck,
        ...referring(wholeOf(resource, command.values, parting))
      }
    }
    case "Get":
      return { _tag: "Get", ...seen, projection: selectionOf(command.projection, parting) }
    case "Lock": {
      const used = { ...seen, using: rule("using") }
      parting.say(` ${permit.act}`)
      return { _tag: "Lock", ...used, act: permit.act, condition: conditionOf(command.condition, parting) }
    }
    case "List":
      return { _tag: "List", ...seen, using: rule("using"), ...listingOf(command.query, parting) }
    case "Replace": {
      const rules = {
        using: rule("using"),
        createCheck: rule("createCheck"),
        updateCheck: rule("updateCheck")
      }
      const condition = conditionOf(command.condition, parting)
      return {
        _tag: "Replace",
        ...seen,
        ...rules,
        condition,
        ...referring(wholeOf(resource, command.values, parting))
      }
    }
    case "Update": {
      const rules = { using: rule("using"), updateCheck: rule("updateCheck") }
      const condition = conditionOf(command.condition, parting)
      const projection = selectionOf(command.projection, parting)
      const values = namedOf(resource, command.values, parting)
      return { _tag: "Update", ...seen, ...rules, condition, projection, ...referring(values) }
    }
    case "Delete": {
      const used = { ...seen, using: rule("using") }
      const condition = conditionOf(command.condition, parting)
      return { _tag: "Delete", ...used, condition, projection: selectionOf(command.projection, parting) }
    }
    case "History": {
      const { page, select } = command
      const used = { ...seen, using: rule("using") }
      parting.say(` ${select === null ? "*" : select.join()}`)
      const [limit, offset] = [parting.hold(page.limit), parting.hold(page.offset)]
      return { _tag: "History", ...used, select, limit, offset }
    }
  }
}
