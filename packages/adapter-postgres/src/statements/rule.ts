/** The parts of a command's guard as SQL. */
import { of } from "../sql/columns.ts"
import { predicateSql } from "../sql/predicate.ts"
import type { Sql } from "../sql/Sql.ts"
import type { Stamped } from "./stamp.ts"

type Part = keyof Stamped["command"]["guard"] & ("see" | "act" | "become" | "create")

/** A rule on whatever `columnOf` says to stand for a field. */
export const ruleSql = <C extends Stamped>(
  { command: { guard, resource } }: C,
  part: Part,
  columnOf: (field: string) => Sql<C>
): Sql<C> => predicateSql<C>(guard[part], ({ command }) => command.guard[part], resource, columnOf)

/** A rule on the row `alias`. */
export const ruleOn = <C extends Stamped>(input: C, part: Part, alias: string): Sql<C> =>
  ruleSql(input, part, (field) => of(alias, field))
