/** What a field's type is called on the first page: as its declaration and SQL call it, or by its labels. */
import type { ColumnType } from "@pgcrest/core"

/** `varchar(200)`, `numeric(10, 2)`, `int4range`, `"new" | "sold"`, and `text[]` of an array. */
export const typeText = (type: ColumnType): string => {
  switch (type.kind) {
    case "text":
      return type.length === undefined ? "text" : `varchar(${type.length})`
    case "char":
      return `char(${type.length})`
    case "numeric":
      return type.precision === null ? "numeric" : `numeric(${type.precision}, ${type.scale})`
    case "bit": {
      const name = type.varying ? "varbit" : "bit"
      return type.length === null ? name : `${name}(${type.length})`
    }
    case "enum":
      return labels(type.labels)
    case "array":
      return type.of.kind === "enum" ? `(${labels(type.of.labels)})[]` : `${typeText(type.of)}[]`
    case "range":
    case "multirange":
    case "other":
      return type.type
    // The others are called as they are.
    default:
      return type.kind
  }
}

const labels = (all: ReadonlyArray<string>): string => all.map((label) => JSON.stringify(label)).join(" | ")
