/** What is wrong with options, in sentences: a layer tells all of them at once, before the first request would find one. */
import { InvalidDeclaration } from "@pgcrest/core"
import * as Result from "effect/Result"

/** Throws one InvalidDeclaration with all of these, if there are any. */
export const throwFaults = (faults: Iterable<string>): void => {
  const all = [...faults]
  if (all.length > 0) throw new InvalidDeclaration(...all)
}

/** An option that is a whole number of at least `least`, if it is given. */
export function* numberFaults(name: string, value: number | undefined, least: number): Generator<string> {
  if (value !== undefined && !(Number.isSafeInteger(value) && value >= least))
    yield `${name} is a whole number of at least ${least}: ${value} is none`
}

/** An option that is a text with something in it: one that is read of an environment may be undefined, whatever its type says. */
export function* textFaults(name: string, text: unknown): Generator<string> {
  if (typeof text !== "string") yield `${name} is ${text}; it must be a text`
  else if (text.trim() === "") yield `${name} is empty`
}

/** Certificates that are none would mean: trust nobody, and never say why. */
export function* certificateFaults(ca: string | undefined): Generator<string> {
  if (ca === undefined) return
  const { X509Certificate } = process.getBuiltinModule("node:crypto")
  if (Result.isFailure(Result.try(() => new X509Certificate(ca))))
    yield "ca must hold certificates as PEM, and there are none in it"
}
