/**
 * A statement of named parts, each one `with` query. Their names end in `?`, as do the columns that they add to a record's:
 * no table or column of a resource can have such a name, and none can be taken for a part.
 */
import { join, type Sql, sql } from "../sql/Sql.ts"

/** A statement, and what it is made of. */
export interface Composed extends Sql {
  readonly queries: ReadonlyArray<Sql>
  readonly answer: Sql
}

/** The parts, in the order in which they build on each other, and the answer; null is a part that is not needed. */
export const statementOf = (parts: ReadonlyArray<Sql | null>, answer: Sql): Composed => {
  const queries = parts.flatMap((part) => part ?? [])
  return { ...sql`with ${join(queries, ",\n")}\n${answer}`, queries, answer }
}
