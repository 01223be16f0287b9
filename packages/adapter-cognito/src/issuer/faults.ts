/** What is wrong with the options of an issuer. */
import { isFetchable } from "../keys/KeyOrigin.ts"

/** An option that must list texts, and would else take nobody's tokens or everybody's. */
export function* listFaults(name: string, texts: unknown): Generator<string> {
  if (!Array.isArray(texts)) return yield `${name} is ${texts}; it must be a list of texts`
  if (texts.length === 0) yield `${name} is empty, so that no token would be taken`
  if (texts.some((text) => typeof text !== "string" || text.trim() === ""))
    yield `${name} has an entry that is no text, or an empty one`
}

/** An option that must be an address from which keys may be had. */
export function* addressFaults(
  name: string,
  address: string,
  options: { readonly emulator: boolean }
): Generator<string> {
  if (!isFetchable(address, options))
    yield `${name} must be an https URL, or with emulator an http URL on loopback: "${address}" is neither`
}
