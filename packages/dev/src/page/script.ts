/** What the first page does in the browser: it sends what is in its form to the api, and shows what comes back. */
import { signInPath } from "../authority/signIn.ts"

/** The script, whole. */
export const script = `
const form = document.forms.ask, { as, method, target, body } = form.elements
const output = document.querySelector("output")
const uids = new Map()
const adapt = () => { body.hidden = !["POST", "PUT", "PATCH"].includes(method.value) }
const resourceIn = (path) => path.split(/[/?]/)[1]
const parse = (text) => { try { return JSON.parse(text) } catch { return text } }
// JSON.parse alone would round long numbers, and take the last zero off 12.50.
const exact = (_name, value, { source } = {}) =>
  typeof value === "number" && source !== undefined && JSON.rawJSON !== undefined ? JSON.rawJSON(source) : value
const show = (status, text) => {
  const pre = document.createElement("pre")
  pre.textContent = text
  output.replaceChildren(status, pre)
}
// The last record seen of a resource is the one that its addresses are filled with.
const remember = (answer) => {
  const name = resourceIn(target.value)
  const uid = [answer].flat()[0]?.[document.getElementById(name)?.dataset.key]
  if (uid !== undefined) uids.set(name, encodeURIComponent(uid))
}
// Of everybody who has signed in.
const signedIn = new Map()
const signIn = async (username, password) => {
  const response = await fetch("${signInPath}", { method: "POST", body: JSON.stringify({ username, password }) })
  const { authorization, message } = await response.json()
  if (!response.ok) throw message
  signedIn.set(username, authorization)
  return authorization
}
const authorizationOf = ({ value, dataset }) =>
  dataset.password === undefined ? "Bearer " + value : (signedIn.get(value) ?? signIn(value, dataset.password))
const send = async () => {
  const headers = { accept: "application/json" }
  if (as.value !== "") headers.authorization = await authorizationOf(as.selectedOptions[0])
  if (!body.hidden) headers["content-type"] = "application/json"
  const start = performance.now()
  const response = await fetch(target.value, { method: method.value, headers, body: body.hidden ? null : body.value })
  // A token is valid for a while only.
  if (response.status === 401) signedIn.delete(as.value)
  const text = await response.text()
  const answer = parse(text)
  remember(answer)
  const told = ["etag", "location", "content-range"].map((name) => [name, response.headers.get(name)]).filter(([, value]) => value !== null)
  const printed = answer === text ? text : JSON.stringify(JSON.parse(text, exact), null, 2)
  const ms = Math.round(performance.now() - start)
  show(response.status + " in " + ms + " ms", [...told.map((pair) => pair.join(": ")), printed].join("\\n"))
}
form.addEventListener("submit", (event) => {
  event.preventDefault()
  send().catch((error) => show("No answer", String(error)))
})
method.addEventListener("change", adapt)
document.addEventListener("click", (event) => {
  const { dataset } = event.target.closest("button[data-target]") ?? {}
  if (dataset === undefined) return
  method.value = dataset.method
  target.value = dataset.target.replace("{uid}", uids.get(resourceIn(dataset.target)) ?? "{uid}")
  if (dataset.as !== undefined) as.value = dataset.as
  if (dataset.body !== undefined) body.value = dataset.body
  adapt()
  if (dataset.as !== undefined) form.requestSubmit()
  else { form.scrollIntoView({ block: "nearest" }); target.focus() }
})
adapt()
`
