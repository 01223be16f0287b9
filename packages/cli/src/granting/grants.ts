/** What the role of an api may do, and no more, as SQL. */
import { type Act, type Api, offers, type Resource } from "@pgcrest/core"

/** For the tables that an api names, by the verbs that it serves; those of the trail are in `auditSql`, for the role `app`. */
export const grants = ({ resources }: Api.Api<unknown, unknown>, role: string, auditSql: string): string => {
  const tables = Map.groupBy([...resources.values()], ({ table }) => tableText(table))
  const schemas = new Set([...resources.values()].flatMap(({ table }) => table.schema ?? []))
  return [
    `grant usage on schema ${[...schemas, "audit"].map(quote).join(", ")} to ${quote(role)};`,
    ...[...tables].flatMap(([table, ofTable]) => {
      const privileges = privilegesOf(ofTable)
      return privileges.length === 0 ? [] : [`grant ${privileges.join(", ")} on ${table} to ${quote(role)};`]
    }),
    ...auditGrants(auditSql, role)
  ]
    .map((statement) => `${statement}\n`)
    .join("")
}

// A record is locked before it is deleted, for which PostgreSQL asks the right to update.
const needed: Readonly<Record<Act, ReadonlyArray<string>>> = {
  list: ["select"],
  get: ["select"],
  history: ["select"],
  create: ["select", "insert"],
  replace: ["select", "insert", "update"],
  update: ["select", "update"],
  delete: ["select", "update", "delete"]
}

const inOrder = ["select", "insert", "update", "delete"]

function privilegesOf(resources: ReadonlyArray<Resource.Resource>): ReadonlyArray<string> {
  const isAct = (act: string): act is Act => Object.hasOwn(needed, act)
  const all = new Set(
    Object.keys(needed)
      .filter(isAct)
      .flatMap((act) => (resources.some((resource) => offers(resource, act)) ? needed[act] : []))
  )
  return inOrder.filter((privilege) => all.has(privilege))
}

function auditGrants(sql: string, role: string): ReadonlyArray<string> {
  const statements = sql.replaceAll(/^--.*$/gmu, "").split(";")
  return statements
    .map((statement) => statement.trim())
    .filter((statement) => /^grant .* on audit\./su.test(statement))
    .map((statement) => `${statement.replace(/ to app$/u, ` to ${quote(role)}`)};`)
}

function tableText({ schema, name }: Resource.Resource["table"]): string {
  return schema === null ? quote(name) : `${quote(schema)}.${quote(name)}`
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
