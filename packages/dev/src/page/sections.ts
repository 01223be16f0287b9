/** A resource on the first page: its addresses, who may use them, and its fields. */
import { type Column, Resource } from "@pgcrest/core"
import { type Route, routes } from "@pgcrest/rest"
import { type Html, html } from "./Html.ts"
import { typeText } from "./typeText.ts"
import { whoMay } from "./whoMay.ts"

/** One resource. */
export const section = (resource: Resource.Resource): Html => {
  const { columns, key, name, table } = resource
  const inTable = table.schema === null ? table.name : `${table.schema}.${table.name}`
  const shownRoutes = routes(resource).filter(({ method }) => method !== "HEAD")
  return html`<section id="${name}" data-key="${Resource.soleColumn(key)?.name ?? ""}">
    <h2>${name} <small>table ${inTable}</small></h2>
    <table class="routes">
      ${shownRoutes.map((route) => routeRow(resource, route))}
    </table>
    <table class="fields">
      ${[...columns.values()].map(fieldRow)}
    </table>
  </section>`
}

const routeRow = ({ access }: Resource.Resource, { act, method, template }: Route): Html => {
  const verbs = act === "replace" || act === "upsert" ? (["create", "update"] as const) : [act]
  const who = new Set(verbs.flatMap((verb) => (access[verb] === undefined ? [] : [whoMay(access[verb])])))
  return html`<tr>
    <td>
      <button type="button" data-method="${method}" data-target="${template}">
        ${badge(method)} ${template}
      </button>
    </td>
    <td>${act}</td>
    <td>${[...who].join(", and ")}</td>
  </tr>`
}

/** A method, in its colour. */
export const badge = (method: string): Html => html`<b class="${method}">${method}</b>`

const fieldRow = (column: Column): Html =>
  html`<tr>
    <th>${column.name}</th>
    <td>${typeText(column.type)}</td>
    <td>${notes(column).join(", ")}${refersTo(column)}</td>
  </tr>`

const notes = (column: Column): ReadonlyArray<string> => {
  const { cell, default: standard, nullable, plays, shown, unique, write } = column
  if (plays !== null) return [plays === "uid" ? "identifies the record" : "kept by the server"]
  const value = standard?.value ?? null
  return [
    ...(write?.create === "required" ? ["required"] : []),
    ...(write?.create === "server" ? ["written by hooks"] : []),
    ...(write?.update === "never" ? ["stays as created"] : []),
    ...(nullable ? ["may be null"] : []),
    ...(value === null ? [] : [`${cell.print(value)} unless given`]),
    ...(unique === false ? [] : ["unique"]),
    ...(shown ? [] : ["never shown"])
  ]
}

const refersTo = ({ references }: Column): Html =>
  references === null ? html`` : html` <a href="#${references}">→ ${references}</a>`
