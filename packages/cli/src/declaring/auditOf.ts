/** Which columns of a table play a part in the audit: by their usual names, where their types allow it. */
import type { Column, Table } from "../catalogue/Description.ts"
import type { AuditPart, Part } from "./Declaration.ts"
import { isSequence } from "./defaultOf.ts"

type Behind = Exclude<AuditPart, "uid">

interface Usual {
  readonly part: Behind
  /** In the order of preference, without regard to case and underscores. */
  readonly names: ReadonlyArray<string>
  readonly plays: (column: Column, table: Table) => boolean
}

/** The parts behind the uid; `key` are the columns that are taken. */
export const auditOf = (
  table: Table,
  names: ReadonlyMap<string, string>,
  key: ReadonlyArray<string>
): ReadonlyArray<Part> => {
  const free = table.columns.filter(({ name }) => !key.includes(name))
  return parts.map(({ part, names: usual, plays }) => {
    const column = usual
      .flatMap((wanted) => free.filter((one) => plain(one.name) === wanted && plays(one, table)))
      .at(0)
    return {
      part,
      column: column?.name ?? null,
      name: column === undefined ? null : (names.get(column.name) ?? column.name),
      isTimestamp: column?.type.name === "timestamp"
    }
  })
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll("_", "")
}

function isInstant({ type, notNull, generated }: Column): boolean {
  return notNull && !generated && type.kind === "base" && ["timestamp", "timestamptz"].includes(type.name)
}

// One that counts by itself is no version of ours, nor one by which records are told apart: that numbers documents, not writes.
function isCount(column: Column, { uniques, foreignKeys }: Table): boolean {
  const { name, type, notNull, generated, identity, default: standard } = column
  const counts = type.kind === "base" && ["int2", "int4", "int8"].includes(type.name)
  const tells = [...uniques, ...foreignKeys].some(({ columns }) => columns.includes(name))
  return counts && notNull && !generated && identity === null && !isSequence(standard) && !tells
}

function isSubject({ type, notNull, generated }: Column): boolean {
  return type.kind === "base" && type.name === "text" && !notNull && !generated
}

const parts: ReadonlyArray<Usual> = [
  { part: "version", names: ["lockversion", "rowversion", "optlock", "version"], plays: isCount },
  {
    part: "created_at",
    names: "createdat created createdon insertedat datecreated createddate creationdate datejoined".split(
      " "
    ),
    plays: isInstant
  },
  {
    part: "last_updated_at",
    names:
      "lastupdatedat updatedat updated updatedon modifiedat modified modifiedon lastupdate lastmodified lastmodifiedat lastmodifieddate datemodified dateupdated".split(
        " "
      ),
    plays: isInstant
  },
  { part: "creator_uid", names: ["creatoruid"], plays: isSubject },
  { part: "last_updater_uid", names: ["lastupdateruid"], plays: isSubject }
]
