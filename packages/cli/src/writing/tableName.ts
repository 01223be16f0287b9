/** How a declaration names its table. */
import type { QualifiedName } from "../catalogue/Description.ts"
import { type Code, object, text } from "../code/Code.ts"

/** As `schema.name`, or part by part where that would not tell where one ends. */
export const tableName = ({ schema, name }: QualifiedName): Code =>
  [schema, name].some((part) => !/^[\w$]+$/u.test(part))
    ? object([
        { name: "schema", value: text(schema) },
        { name: "name", value: text(name) }
      ])
    : text(`${schema}.${name}`)
