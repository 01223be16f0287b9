/** Where secrets may be sent. */
import { InvalidDeclaration } from "@pgcrest/core"

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"])

/** Reads an https URL, or an http one of this machine; throws InvalidDeclaration for any other text. */
export const checkedUrl = (name: string, text: string): URL => {
  const url = URL.parse(text)
  if (url === null) throw new InvalidDeclaration(`${name} is no URL: "${text}"`)
  const secret = url.protocol === "https:" || (url.protocol === "http:" && loopback.has(url.hostname))
  if (!secret) throw new InvalidDeclaration(`${name} begins with https: "${text}" does not`)
  if (url.username !== "" || url.password !== "" || url.hash !== "")
    throw new InvalidDeclaration(`${name} has neither a user nor a fragment`)
  return url
}
