/** Names of resources, and of the constants that hold them. */
import type { QualifiedName } from "../catalogue/Description.ts"
import { freeName, snakeCase } from "./fieldNames.ts"

export interface ResourceName {
  /** In addresses, in the trail, and of its file. */
  readonly name: string
  readonly constant: string
}

/** The name that a table has already; null where it has none. */
export type Kept = (table: QualifiedName) => string | null

/** One for each table, in their order: the table's own in lower case, with its schema before it where that is taken. */
export const resourceNames = (
  tables: ReadonlyArray<QualifiedName>,
  kept: Kept = () => null
): ReadonlyArray<ResourceName> => {
  const [names, constants] = [new Set(tables.flatMap((table) => kept(table) ?? [])), new Set(imported)]
  return tables.map((qualified) => {
    const name = kept(qualified) ?? newName(qualified, names)
    names.add(name)
    const constant = freeName(pascalCase(name), constants)
    constants.add(constant)
    return { name, constant }
  })
}

function newName({ schema, name: table }: QualifiedName, names: ReadonlySet<string>): string {
  const own = started(snakeCase(table), "table")
  const long = started(snakeCase(`${schema}_${table}`), "table")
  return freeName(names.has(own) || products.has(own) || devices.test(own) ? long : own, names)
}

/** A name that letters begin, and that is not too long for a suffix. */
function started(name: string, otherwise: string): string {
  const short = name.slice(0, 55)
  return /^[a-z]/u.test(short) ? short : `${otherwise}_${short}`.replace(/_$/u, "")
}

function pascalCase(name: string): string {
  const words = name.split("_").map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
  const joined = words.join("")
  return imported.includes(joined) ? `${joined}Records` : joined
}

// What their files import.
const imported = ["Access", "Api", "Field", "Relation", "Resource", "Schema"]

// Paths that the product keeps for itself.
const products = new Set(["history", "changes", "batch", "query", "restore", "undo"])

// Windows opens these where a file is named, whatever stands behind a point.
const devices = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9])$/u
