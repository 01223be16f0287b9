/** The file of one resource. */
import { call, type Code, list, type Member, object, text } from "../code/Code.ts"
import { braced } from "../code/layout.ts"
import type { Declaration, FieldDeclaration, RelationDeclaration } from "../declaring/Declaration.ts"
import { commentLines, oneLine } from "./comments.ts"
import type { Decisions } from "./Decisions.ts"
import { auditMembers, keyMembers } from "./keyMembers.ts"
import { tableName } from "./tableName.ts"

export const resourceFile = (declaration: Declaration, decisions: Decisions): string => {
  const { name, constant, table, remarks } = declaration
  const body = `export const ${constant} = Resource.make(${text(name)}, ${braced(members(declaration, decisions))})`
  const used = ["Access", "Field", "Relation", "Resource"].filter((one) =>
    new RegExp(`^(?! *//).*\\b${one}\\.`, "mu").test(body)
  )
  const imports = [
    `import { ${used.join(", ")} } from "@pgcrest/core"`,
    ...(body.includes("Schema.") ? [`import * as Schema from "effect/Schema"`] : []),
    ...decisions.imports
  ]
  const header = `/** The table ${oneLine(`${table.schema}.${table.name}`)}. */`
  const notes = remarks.flatMap((remark) => commentLines(remark)).map((line) => `// ${line}\n`)
  return `${header}\n${imports.join("\n")}\n\n${notes.join("")}${body}\n`
}

function members(declaration: Declaration, { access, remarks, adopted }: Decisions): ReadonlyArray<Member> {
  const { description, isView, key, audit, fields, relations, uniques } = declaration
  return [
    { name: "table", value: tableName(declaration.table) },
    ...(isView ? [{ name: "view", value: "true" }] : []),
    ...(description === null ? [] : [{ name: "description", value: text(description) }]),
    ...keyMembers(key),
    ...auditMembers(audit),
    ...(adopted === null ? [] : [{ name: "adopted", value: text(adopted) }]),
    { name: "fields", value: braces(fields.map(fieldMember)) },
    ...some("relations", relations.map(relationMember), braces),
    ...some("uniques", uniques.map(uniqueMember), object),
    { name: "access", value: access, remarks }
  ]
}

function some(
  name: string,
  members: ReadonlyArray<Member>,
  toCode: (members: ReadonlyArray<Member>) => Code
): ReadonlyArray<Member> {
  return members.length === 0 ? [] : [{ name, value: toCode(members) }]
}

function fieldMember({ name, code, remarks }: FieldDeclaration): Member {
  return { name, value: code, remarks: remarks.flatMap(commentLines) }
}

function relationMember({ name, kind, target, via }: RelationDeclaration): Member {
  return { name, value: call(`Relation.${kind}`, text(target), text(via)) }
}

function uniqueMember({ constraint, fields }: Declaration["uniques"][number]): Member {
  return { name: constraint, value: list(fields.map(text)) }
}

// What stands open stays open in a formatter's eyes, and a change of one member is a change of one line.
function braces(members: ReadonlyArray<Member>): Code {
  return braced(members, "  ")
}
