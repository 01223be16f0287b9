/** What of a command may refuse it, as SQL: the rules of its guard, and its condition. */
import { type Command, Predicate, type Resource } from "@pgcrest/core"
import { of } from "../sql/columns.ts"
import { conditionSql } from "../sql/condition.ts"
import { predicateSql } from "../sql/predicate.ts"
import { raw, type Sql, sql } from "../sql/Sql.ts"
import type { Stamped } from "./stamp.ts"

type Part = keyof Stamped["command"]["guard"] & ("see" | "act" | "become" | "create")

/** A rule on whatever `columnOf` says to stand for a field. */
export const ruleSql = <C extends Stamped>(
  { command: { guard } }: C,
  part: Part,
  columnOf: (field: string) => Sql<C>
): Sql<C> => predicateSql<C>(guard[part], ({ command }) => command.guard[part], columnOf)

/** A rule on the row `alias`. */
const ruleOn = <C extends Stamped>(input: C, part: Part, alias: string): Sql<C> =>
  ruleSql(input, part, (field) => of(alias, field))

/** Whether a rule lets everybody, so that nothing need be asked. */
export const isOpen = ({ command: { guard } }: Stamped, part: Part): boolean =>
  Predicate.isAlways(guard[part])

/** Whether a rule grants: only true does. */
export const grants = <C extends Stamped>(
  input: C,
  part: Part,
  columnOf: (field: string) => Sql<C>
): Sql<C> => (isOpen(input, part) ? raw("true") : sql<C>`(${ruleSql(input, part, columnOf)}) is true`)

/** The same on the row `alias`. */
export const grantsOn = <C extends Stamped>(input: C, part: Part, alias: string): Sql<C> =>
  grants(input, part, (field) => of(alias, field))

/** When a rule does not grant; null for never. */
export const denies = <C extends Stamped>(
  input: C,
  part: Part,
  columnOf: (field: string) => Sql<C>
): Sql<C> | null => (isOpen(input, part) ? null : sql<C>`(${ruleSql(input, part, columnOf)}) is not true`)

/** The same on the row `alias`. */
export const deniesOn = <C extends Stamped>(input: C, part: Part, alias: string): Sql<C> | null =>
  denies(input, part, (field) => of(alias, field))

/** Behind other conditions on the row `alias`: that its caller may see it. */
export const andSeen = <C extends Stamped>(input: C, alias: string): Sql<C> =>
  isOpen(input, "see") ? raw("") : sql<C>` and ${ruleOn(input, "see", alias)}`

/** When the row `alias` is not at a version that the command asks for; null where it asks for none. */
export const mismatches = <C>(
  condition: Command.Condition | null,
  path: (input: C) => Command.Condition | null,
  resource: Resource.Resource,
  alias: string
): Sql<C> | null =>
  condition === null || (condition.match === null && condition.noneMatch === null)
    ? null
    : sql<C>`not (${conditionSql<C>(condition, path, resource, alias)})`
