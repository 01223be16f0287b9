/** The first page of an api in development: three requests to click, a form for others, and every resource. */
import type { Users } from "../event/authorizer.ts"
import type { Described } from "./Described.ts"
import { type Example, examplesOf } from "./examples.ts"
import { type Html, html, trusted } from "./Html.ts"
import { script } from "./script.ts"
import { badge, section } from "./sections.ts"
import { style } from "./style.ts"

/** The whole page; `as` is whom one can act as. */
export const render = (name: string, api: Described, users: Users): string => {
  const resources = [...api.resources.values()]
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${name}</title>
        <link rel="icon" href="data:," />
        ${trusted(`<style>${style}</style>`)}
      </head>
      <body>
        <h1>${name}</h1>
        <nav class="quiet">
          ${resources.map((resource) => html`<a href="#${resource.name}">${resource.name}</a>`)}
        </nav>
        ${request(examplesOf(api, users), users)} ${resources.map(section)}
        <p class="quiet">
          As declared when this began to serve. Browsers alone see this page: other clients get the api's own
          answer here.
        </p>
        ${trusted(`<script>${script}</script>`)}
      </body>
    </html>`
  return page.html
}

const request = (examples: ReadonlyArray<Example>, users: Users): Html =>
  html`<form name="ask">
    <div class="examples">${examples.map(exampleButton)}</div>
    <div class="request">
      <select name="as" aria-label="Act as">
        <option value="">nobody</option>
        ${Object.entries(users).map(([user, { groups = [] }]) => userOption(user, groups))}
      </select>
      <select name="method" aria-label="Method">
        ${["GET", "POST", "PUT", "PATCH", "DELETE"].map((method) => html`<option>${method}</option>`)}
      </select>
      <input
        name="target"
        aria-label="Path and query"
        spellcheck="false"
        autocomplete="off"
        value="${examples[0]?.target ?? "/"}"
      />
      <button type="submit">Send</button>
      <textarea name="body" aria-label="Body" spellcheck="false" hidden>{}</textarea>
    </div>
    ${Object.keys(users).slice(0, 1).map(bearer)}
    <output></output>
  </form>`

const exampleButton = ({ as, body, method, target, title }: Example): Html =>
  html`<button
    type="button"
    data-method="${method}"
    data-target="${target}"
    data-as="${as}"
    data-body="${body}"
  >
    ${badge(method)}${title}
  </button>`

const bearer = (user: string): Html =>
  html`<p class="quiet">To act as ${user} is to send <code>Authorization: Bearer ${user}</code>.</p>`

const userOption = (user: string, groups: ReadonlyArray<string>): Html =>
  html`<option value="${user}">${[user, ...groups].join(", ")}</option>`
