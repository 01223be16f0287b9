/** Parts a command into its shape, its values, and the key of its shape, in one walk. */
import type { AuditedCommand, Command, Permit, Projection, Query, Resource } from "@pgcrest/core"
import {
  actOf,
  conditionOf,
  isRestoring,
  isSoft,
  keptOf,
  keyOf,
  listingOf,
  namedOf,
  pastIn,
  pastsIn,
  referencesOf,
  trailOf,
  wholeOf
} from "./parts.ts"
import { Parting } from "./Parting.ts"
import { columnsOf, mostOf, rowsOf } from "./rows.ts"
import { type PredicateShape, partPredicate } from "./PredicateShape.ts"
import { partItems } from "./SelectionShape.ts"
import type { Given, Shape } from "./Shape.ts"

export interface Parted {
  readonly shape: Shape
  /** By hole. */
  readonly values: ReadonlyArray<unknown>
  /** The field that each is for; null where it is for none. */
  readonly names: ReadonlyArray<string | null>
  /** Commands with one key have one statement, and one way to read its answer. */
  readonly key: string
}

/** `numberOf` tells resources apart, of which two may have one name. */
export const part = (audited: AuditedCommand, numberOf: (resource: Resource.Resource) => number): Parted => {
  const parting = new Parting(audited, numberOf)
  parting.say(`${numberOf(audited.command.permit.resource)} ${audited.command._tag}`)
  const shape = shapeOf(audited, parting)
  return { shape, values: parting.values, names: parting.names, key: parting.key }
}

// Exhaustive: a new command does not compile until somebody says what of it is a value. Fields are taken in the order in
// which they stand, so that one command has one key.
function shapeOf({ command, references, stamp }: AuditedCommand, parting: Parting): Shape {
  const { resource } = command.permit
  // First, as rules too may ask for other records.
  const past = pastIn(asOfIn(command), resource, parting)
  const rule = ruleOf(command.permit, parting)
  const seen = () => ({ resource, key: keyOf(stamp, parting), see: rule("see") })
  const used = () => ({ ...seen(), using: rule("using") })
  const condition = (asked: Command.Condition) => conditionOf(asked, parting)
  const items = (chosen: Projection.Projection) => partItems(chosen, parting)
  const referring = (values: ReadonlyArray<Given>) => ({
    values,
    references: referencesOf(references, values, parting)
  })
  switch (command._tag) {
    case "Create":
      return {
        _tag: "Create",
        ...seen(),
        createCheck: rule("createCheck"),
        items: items(command.projection),
        ...referring(wholeOf(resource, command.values, parting))
      }
    case "Get":
      return { _tag: "Get", ...seen(), past, items: items(command.projection) }
    case "Lock":
      return {
        _tag: "Lock",
        ...used(),
        act: actOf(command, parting),
        condition: condition(command.condition)
      }
    case "List":
      return { _tag: "List", ...used(), past, ...listingOf(resource, command.query, parting) }
    case "Compare": {
      const { query } = command
      const past = pastsIn(query, resource, parting)
      return {
        _tag: "Compare",
        past,
        ...used(),
        ...listingOf(resource, { ...query, order: [] }, parting)
      }
    }
    case "Replace":
      return {
        _tag: "Replace",
        recorded: isRestoring(command, parting) ? "restore" : null,
        kept: keptOf(command, parting),
        ...used(),
        createCheck: rule("createCheck"),
        updateCheck: rule("updateCheck"),
        condition: condition(command.condition),
        items: items(command.projection),
        ...referring(wholeOf(resource, command.values, parting))
      }
    case "Update":
      return {
        _tag: "Update",
        recorded: isRestoring(command, parting) ? "restore" : "update",
        ...used(),
        updateCheck: rule("updateCheck"),
        condition: condition(command.condition),
        items: items(command.projection),
        ...referring(namedOf(resource, command.values, parting))
      }
    case "Delete":
      return {
        _tag: "Delete",
        softly: isSoft(command, parting),
        ...used(),
        condition: condition(command.condition),
        items: items(command.projection)
      }
    case "CreateMany":
    case "Upsert": {
      const rows = rowsOf(resource, command, stamp.uids, parting)
      const whole = {
        ...seen(),
        createCheck: rule("createCheck"),
        items: items(command.projection),
        rows,
        references: referring(rows.values).references
      }
      return command._tag === "Upsert"
        ? {
            _tag: "Upsert",
            ...whole,
            using: rule("using"),
            updateCheck: rule("updateCheck"),
            on: columnsOf(command.on, parting)
          }
        : { _tag: "CreateMany", ...whole, ignore: command.ignore && columnsOf(command.ignore, parting) }
    }
    case "UpdateMany":
      return {
        _tag: "UpdateMany",
        ...used(),
        filter: partPredicate(command.filter, parting),
        most: mostOf(command, parting),
        updateCheck: rule("updateCheck"),
        items: items(command.projection),
        ...referring(namedOf(resource, command.values, parting))
      }
    case "DeleteMany":
      return {
        _tag: "DeleteMany",
        ...used(),
        filter: partPredicate(command.filter, parting),
        most: mostOf(command, parting),
        items: items(command.projection)
      }
    case "Recall":
      return { _tag: "Recall", ...seen(), version: parting.hold(String(command.version)) }
    case "Trace": {
      const [requestId, most] = [parting.hold(command.requestId), parting.hold(command.most)]
      return { _tag: "Trace", resource, key: null, requestId, most }
    }
    case "RecordRefusal": {
      const [act, kind] = [parting.hold(command.act), parting.hold(command.kind)]
      return { _tag: "RecordRefusal", resource, key: null, act, kind }
    }
    case "History":
      return { _tag: "History", ...used(), ...trailOf(command, parting) }
  }
}

function asOfIn(command: AuditedCommand["command"]): Query.AsOf | undefined {
  return command._tag === "Get" ? command.asOf : command._tag === "List" ? command.query.asOf : undefined
}

function ruleOf(permit: Permit, parting: Parting) {
  return (name: "see" | "using" | "createCheck" | "updateCheck"): PredicateShape => {
    parting.say(" ")
    return partPredicate(permit[name], parting)
  }
}
