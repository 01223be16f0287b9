/** What a table lacks for its resource. */
import type { Resource } from "@pgcrest/core"
import type { CatalogueTable, TableName } from "./CatalogueTable.ts"
import { columnFaults, madeFaults, takenNames, undeclaredFaults } from "./columnFaults.ts"
import { keyFaults, type Others, referenceFaults, uniqueFaults } from "./constraintFaults.ts"
import { isRelation, relationFaults } from "./relationFaults.ts"
import type { Of, SchemaFault } from "./SchemaFault.ts"

/** The faults of a resource's table; none when all is well. */
export const schemaFaults = (
  resource: Resource.Resource,
  table: CatalogueTable | null,
  others: Others
): ReadonlyArray<SchemaFault> => {
  const of = ofResource(resource)
  if (table === null) return [{ _tag: "TableMissing", ...of }]
  if (!isRelation(table)) return [{ _tag: "NotATable", ...of }]
  return [
    ...relationFaults(of, table, resource),
    ...[...resource.columns.values()].flatMap((column) => columnFaults(of, column, table)),
    ...takenNames(of, table),
    ...madeFaults(of, table, resource),
    ...undeclaredFaults(of, table, resource),
    ...keyFaults(of, table, resource),
    ...uniqueFaults(of, table, resource),
    ...referenceFaults(of, table, resource, others)
  ]
}

/** Which table and resource its faults tell of. */
export const ofResource = ({ table, name }: Resource.Resource): Of => ({
  table: tableText(table),
  resource: name
})

/** A table's name as it is read. */
const tableText = ({ schema, name }: TableName): string => (schema === null ? name : `${schema}.${name}`)
