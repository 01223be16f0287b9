/** What a query asks of embedded resources in vain. */
import type { Link, QueryFault } from "@pgcrest/core"
import type { About, Problem } from "./Problem.ts"

type OfRelation = Extract<
  QueryFault,
  {
    readonly _tag:
      | "RelationUnknown"
      | "RelationAmbiguous"
      | "RelationCompared"
      | "RelationNotSelected"
      | "RelationUnfit"
  }
>

/** In PostgREST's words. */
export const relationProblem = (fault: OfRelation, about: About): Problem => {
  const relation = fault.relation.slice(0, 100)
  const table = about.resource?.name ?? ""
  switch (fault._tag) {
    case "RelationUnknown":
      return unknown(fault.hint === null ? relation : `${relation}!${fault.hint.slice(0, 100)}`, about)
    case "RelationAmbiguous":
      return ambiguous(relation, fault.relations, about)
    case "RelationCompared":
      return {
        status: 400,
        code: "PGRST120",
        message: `Bad operator on the '${relation}' embedded resource`,
        details: "Only is null or not is null filters are allowed on embedded resources"
      }
    case "RelationNotSelected":
      return {
        status: 400,
        code: "PGRST108",
        message: `'${relation}' is not an embedded resource in this request`,
        hint: `Verify that '${relation}' is included in the 'select' query parameter.`
      }
    case "RelationUnfit":
      return {
        status: 400,
        code: "PGRST118",
        message: `A related order on '${relation}' is not possible`,
        details: `'${table}' and '${relation}' do not form a many-to-one or one-to-one relationship`
      }
  }
}

function unknown(relation: string, { resource, schema }: About): Problem {
  const between = `'${resource?.name ?? ""}' and '${relation}'`
  return {
    status: 400,
    code: "PGRST200",
    message: `Could not find a relationship between ${between} in the schema cache`,
    details: `Searched for a foreign key relationship between ${between} in the schema '${schema}', but no matches were found.`
  }
}

function ambiguous(relation: string, names: ReadonlyArray<string>, { links, resource }: About): Problem {
  const table = resource?.name ?? ""
  const choices = names.map((name) => `'${relation}!${name}'`).join(", ")
  return {
    status: 300,
    code: "PGRST201",
    message: `Could not embed because more than one relationship was found for '${table}' and '${relation}'`,
    details: names.map((name) => ({
      cardinality: cardinalityOf(links.find((link) => (link.name ?? link.from.name) === name)),
      embedding: `${table} with ${relation}`,
      relationship: name
    })),
    hint: `Try changing '${relation}' to one of the following: ${choices}. Find the desired relationship in the 'details' key.`
  }
}

function cardinalityOf(link: Link | undefined): string | null {
  if (link === undefined) return null
  if (link.through !== null) return "many-to-many"
  return link.many ? "one-to-many" : "many-to-one"
}
