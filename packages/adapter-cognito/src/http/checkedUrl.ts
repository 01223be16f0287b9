/** Where secrets may be sent. */
import { InvalidDeclaration } from "@pgcrest/core"

/** Whether a host name of a URL is this machine's own. */
export const isLoopback = (hostname: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u.test(hostname)

/** Reads an https URL, or an http one of this machine; throws InvalidDeclaration for any other text. */
export const checkedUrl = (name: string, text: string): URL => {
  const url = URL.parse(text)
  if (url === null) throw new InvalidDeclaration(`${name} is no URL: "${text}"`)
  const secret = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname))
  if (!secret) throw new InvalidDeclaration(`${name} begins with https: "${text}" does not`)
  if (url.username !== "" || url.password !== "" || url.hash !== "")
    throw new InvalidDeclaration(`${name} has neither a user nor a fragment`)
  return url
}
