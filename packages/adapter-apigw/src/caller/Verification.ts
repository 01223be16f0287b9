/** What a handler asks about tokens beside its gateway: that they are proven, and that they were not taken back. */
import { InvalidDeclaration, type TokenRevocation, type TokenVerifier } from "@pgcrest/core"
import type { RequestHead } from "@pgcrest/rest"
import * as Layer from "effect/Layer"

/** A method that a request can be chosen by: HEAD goes with GET. */
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

/** Which requests are asked about, by the resource that their path begins with: those of these methods, or all. */
export type Routes<Names extends string = string> = Readonly<
  Partial<Record<Names, readonly [Method, ...ReadonlyArray<Method>] | "all">>
>

/** Whether tokens were taken back before their time. */
export interface RevocationOptions<Names extends string = string> {
  /** Who knows it. It is asked once for each request that is chosen, and no answer of it is a 503. */
  readonly check: Layer.Layer<TokenRevocation, Error>
  /** The requests that are asked about, such as `{ loans: ["POST", "DELETE"], members: "all" }`; all, unless given. */
  readonly on?: Routes<Names>
}

/** Parts of who is calling that are loaded where they are named. */
export interface VerificationOptions<Names extends string = string> {
  /** Proves the bearer tokens of requests that no authorizer stands before: a Function URL, a load balancer, an open route. */
  readonly verify?: Layer.Layer<TokenVerifier, Error>
  readonly revocation?: RevocationOptions<Names>
}

/** The same, as requests find it. */
export interface Verification {
  readonly verifies: boolean
  /** Whether it is asked of a request if its token was taken back; of an address that cannot be read it is. */
  readonly asksAbout: (request: RequestHead) => boolean
}

/**
 * Null where there is nothing to verify and to ask: callers are then known at once. Throws InvalidDeclaration for routes
 * that would choose nothing; `names` are the resources that there are, null where wires keep them to themselves.
 */
export const verificationOf = (
  { verify, revocation }: VerificationOptions,
  names: ReadonlySet<string> | null
): Verification | null => {
  if (verify === undefined && revocation === undefined) return null
  const { on } = revocation ?? {}
  const faults = [
    ...(verify === undefined ? [] : layerFaults("verify", verify)),
    ...(revocation === undefined ? [] : layerFaults("revocation.check", revocation.check)),
    ...Object.entries(on ?? {}).flatMap(([name, methods]) => faultsOf(name, methods, names))
  ]
  if (faults.length > 0) throw new InvalidDeclaration(...faults)
  return {
    verifies: verify !== undefined,
    asksAbout: revocation === undefined ? () => false : ({ method, path }) => isAmong(on, method, path)
  }
}

// Of an own name alone, so that no path finds what every object has.
function isAmong(on: Routes | undefined, method: string, path: RequestHead["path"]): boolean {
  if (on === undefined || path === null) return true
  const [name = ""] = path
  const chosen = Object.hasOwn(on, name) ? on[name] : undefined
  // HEAD is GET without its body (RFC 9110 §9.3.2).
  const asked = method === "HEAD" ? "GET" : method
  return chosen !== undefined && (chosen === "all" || chosen.some((one) => one === asked))
}

const methods: ReadonlyArray<string> = [
  "GET",
  "POST",
  "PUT",
  "PATCH",
  "DELETE"
] satisfies ReadonlyArray<Method>

// What is no layer would be found by the first request that is asked about.
function layerFaults(option: string, layer: unknown): ReadonlyArray<string> {
  return Layer.isLayer(layer) ? [] : [`The option ${option} must be a layer`]
}

function faultsOf(
  name: string,
  chosen: ReadonlyArray<string> | "all" = [],
  names: ReadonlySet<string> | null
): ReadonlyArray<string> {
  const isThere = names === null ? name !== "" && !name.includes("/") : names.has(name)
  const unknown = chosen === "all" ? [] : chosen.filter((method) => !methods.includes(method))
  return [
    ...(isThere ? [] : [`The option revocation.on: no resource is named "${name}"`]),
    ...(chosen.length > 0 ? [] : [`The option revocation.on: "${name}" has no method`]),
    ...unknown.map((method) => `The option revocation.on: "${method}" is none of ${methods.join(", ")}`)
  ]
}
