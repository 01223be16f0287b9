/** The first page of an api in development: three requests to click, a form for others, lines for a shell, and every resource. */
import { signInPath } from "../authority/signIn.ts"
import type { Described } from "./Described.ts"
import { type Example, examplesOf } from "./examples.ts"
import { type Html, html, trusted } from "./Html.ts"
import type { People, Person } from "./People.ts"
import { script } from "./script.ts"
import { badge, section } from "./sections.ts"
import { style } from "./style.ts"

/** What the page tells. */
export interface Contents {
  readonly name: string
  readonly api: Described
  readonly people: People
  /** The prefix of PostgREST's wire, where it is served too. */
  readonly postgrest?: string | undefined
  /** Commands for a shell. */
  readonly samples?: ReadonlyArray<string>
}

/** The whole page. */
export const render = ({ api, name, people, postgrest, samples = [] }: Contents): string => {
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
        ${request(examplesOf(api, people), people)}
        ${postgrest === undefined ? [] : clients(postgrest, people)}
        ${samples.length === 0 ? [] : inShell(samples)} ${resources.map(section)}
        <p class="quiet">
          As declared when this began to serve. Browsers alone see this page: other clients get the api's own
          answer here.
        </p>
        ${trusted(`<script>${script}</script>`)}
      </body>
    </html>`
  return page.html
}

const request = (examples: ReadonlyArray<Example>, people: People): Html =>
  html`<form name="ask">
    <div class="examples">${examples.map(exampleButton)}</div>
    <div class="request">
      <select name="as" aria-label="Act as">
        <option value="">nobody</option>
        ${Object.entries(people).map(option)}
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
    ${Object.entries(people).slice(0, 1).map(howToAct)}
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

type Named = readonly [name: string, person: Person]

const howToAct = ([name, { password }]: Named): Html =>
  password === undefined
    ? html`<p class="quiet">To act as ${name} is to send <code>Authorization: Bearer ${name}</code>.</p>`
    : html`<p class="quiet">
        To act as ${name} is to sign in with the password <code>${password}</code>: this page sends it to
        <code>POST ${signInPath}</code>, and the token that comes back to the api.
      </p>`

/** The line that makes a client of PostgREST talk to it; supabase-js knows one place alone. */
const clients = (prefix: string, people: People): Html => {
  const [name = "nobody"] = Object.keys(people)
  const line =
    prefix === "/rest/v1"
      ? `createClient(location.origin, "no-key", { accessToken: async () => "${name}" })`
      : `new PostgrestClient(location.origin + "${prefix}", { headers: { authorization: "Bearer ${name}" } })`
  return html`<p class="quiet">Clients of PostgREST are answered under ${prefix}: <code>${line}</code></p>`
}

/** Each on a line of its own, to be copied. */
const inShell = (samples: ReadonlyArray<string>): Html =>
  html`<section>
    <h2>In a shell</h2>
    ${samples.map((line) => html`<pre>${line}</pre>`)}
  </section>`

const option = ([name, { groups = [], password }]: Named): Html => {
  const secret = password === undefined ? html`` : html`data-password="${password}"`
  return html`<option value="${name}" ${secret}>${[name, ...groups].join(", ")}</option>`
}
