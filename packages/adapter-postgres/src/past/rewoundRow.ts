/** What a change holds of a record, as a row of today's table: by the names of fields, whatever else the change holds. */
import type { Column, Resource } from "@pgcrest/core"
import { castType, columnName, of, tableName } from "../sql/columns.ts"
import { typeName } from "../sql/identifier.ts"
import { join, literal, raw, render, type Sql, sql } from "../sql/Sql.ts"
import { fitting } from "../statements/image.ts"
import type { Form } from "../statements/numbering.ts"

/**
 * The rows of the `image`s in `from`. The usual form reads them as PostgreSQL reads JSON into a row of the table, which fails
 * where a column's type changed since; the careful one looks at each value, and has null for what does not fit any more.
 */
export const rewoundRow = (resource: Resource.Resource, form: Form, from: Sql): Sql => {
  const columns = [...resource.columns.values()]
  const cells = columns.map((column) => sql`${cellOf(column, form)} as ${columnName(column)}`)
  const filled = sql`
  cross join lateral jsonb_populate_record(null::${tableName(resource)}, ${membersOf(columns)}) as filled`
  return sql`select ${join(cells, ", ")}
  from (
    select coalesce(image.after, '{}') || coalesce(image.sealed, '{}') as content
    from ${from}
    where image.after is not null
  ) as image${form === "usual" ? filled : raw("")}`
}

/** The content under the names of columns, without what is read apart. */
function membersOf(columns: ReadonlyArray<Column>): Sql {
  const apart = columns.filter((column) => readApart(column) !== null)
  const left = apart.map(({ name }) => sql` - ${literal(name)}`)
  const renamed = columns.filter((column) => column.columnName !== column.name && !apart.includes(column))
  const pairs = renamed.map(
    ({ columnName, name }) => sql`${literal(columnName)}, image.content -> ${literal(name)}`
  )
  const under = pairs.length === 0 ? raw("") : sql` || jsonb_build_object(${join(pairs, ", ")})`
  return sql`image.content${join(left, "")}${under}`
}

function cellOf(column: Column, form: Form): Sql {
  const { domain, name, type } = column
  const content = sql`image.content -> ${literal(name)}`
  const read = domain === null ? castType(type) : typeName(domain)
  const apart = readApart(column)
  if (form === "usual") return apart === null ? of("filled", column) : apart(sql`(${content})`)
  return apart === null
    ? fitting(content, read)
    : sql`audit.fitting_by(${content}, ${literal(render(apart(raw("$1"))).text)}, null::${raw(castType(type))})`
}

/** How a content's JSON is read as a value that PostgreSQL itself would not read so; null for all that it does. */
function readApart({ type }: Column): ((json: Sql) => Sql) | null {
  switch (type.kind) {
    case "bytea":
      return (json) => sql`decode(${json} #>> '{}', 'base64')`
    case "geometry":
      return (json) => sql`ST_GeomFromGeoJSON(${json} #>> '{}')`
    case "hstore":
      return (json) => sql`case when jsonb_typeof(${json}) = 'object' then (
      select coalesce(hstore(array_agg(pair.key), array_agg(pair.value)), '')
      from jsonb_each_text(${json}) as pair
    ) end`
    // Arrays inside would be taken for more dimensions.
    case "array": {
      const { kind } = type.of
      return kind === "json" || kind === "jsonb"
        ? (json) => sql`case when jsonb_typeof(${json}) = 'array' then array(
      select nullif(element.value, 'null')::${raw(kind)}
      from jsonb_array_elements(${json}) with ordinality as element
      order by element.ordinality
    ) end`
        : null
    }
    default:
      return null
  }
}
