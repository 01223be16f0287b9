/** The right to count: serial columns take their values from a sequence, which a right on the table does not reach. */
import { type Column, isIntegerType, type Resource } from "@pgcrest/core"
import { quoteLiteral } from "../sql/Sql.ts"

/** For the columns of a table that its database counts; which sequence that is the catalogue tells when it runs. */
export const sequenceGrants = (
  table: string,
  resources: ReadonlyArray<Resource.Resource>,
  role: string
): ReadonlyArray<string> => {
  const counted = resources.flatMap(({ key, columns }) =>
    [...columns.values()].filter(
      (column) => isMade(column) || (key.by === "database" && key.columns[0] === column)
    )
  )
  return [
    ...new Set(counted.filter(({ type }) => isIntegerType(type)).map(({ columnName }) => columnName))
  ].map((column) => {
    const [of, name, to] = [table, column, role].map(quoteLiteral)
    const grant = `execute format('grant usage on sequence %s to %I', s, ${to})`
    const block = `declare s text := pg_get_serial_sequence(${of}, ${name}); begin if s is not null then ${grant}; end if; end`
    return block.includes("$$") ? `do ${quoteLiteral(block)};` : `do $$ ${block} $$;`
  })
}

/** In every write, or by a default that only the database knows. */
function isMade({ write, plays, default: declared }: Column): boolean {
  return (write === null && plays === null) || (declared?.by === "database" && declared.value === undefined)
}
