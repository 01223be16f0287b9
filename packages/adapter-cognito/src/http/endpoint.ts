/** Where secrets may be sent. */

/** Whether a host name of a URL is this machine's own. */
export const isLoopback = (hostname: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(hostname)

/** An option that is an https URL, or an http one of this machine, if it is given. */
export function* endpointFaults(endpoint: string | undefined): Generator<string> {
  if (endpoint === undefined) return
  const url = URL.parse(endpoint)
  if (url === null) yield `endpoint is no URL: "${endpoint}"`
  else if (url.username !== "" || url.password !== "" || url.hash !== "")
    yield "endpoint has neither a user nor a fragment"
  else if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname)))
    yield `endpoint begins with https: "${endpoint}" does not`
}
