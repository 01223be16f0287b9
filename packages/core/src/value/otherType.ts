/** Types that are known by their name alone: which of PostgreSQL's own cannot be compared. */
import type { ColumnType } from "./ColumnType.ts"

// Those without a default operator class for btree, as the catalogue of PostgreSQL 15 to 18 tells.
const unordered: ReadonlySet<string> = new Set(
  `aclitem box cid circle gtsvector int2vector json jsonpath line lseg path pg_snapshot point polygon refcursor
  txid_snapshot xid xml`.split(/\s+/u)
)

/** Whether values of a type have an equality and an order: false for `xml` and the like, with or without their schema. */
export const isOrdered = (type: string): boolean =>
  !unordered.has(type.toLowerCase().replace(/^pg_catalog\./u, ""))

/** Whether any index compares a type's values: none does json's and xml's, and one that excludes may do those without an order. */
export const isIndexed = (type: ColumnType): boolean => {
  if (type.kind === "array") return isIndexed(type.of)
  return type.kind === "other" ? !/^(?:pg_catalog\.)?xml$/iu.test(type.type) : type.kind !== "json"
}
