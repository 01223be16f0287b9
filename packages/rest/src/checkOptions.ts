/** What is wrong with a wire's options, before the first request would find it out. */
import { type Act, type Api, callerRuleFaults, InvalidDeclaration, offers, Resource } from "@pgcrest/core"
import { jsonTypes } from "./Media.ts"
import { defaultLimits, type RestOptions } from "./RestOptions.ts"

/** Throws InvalidDeclaration with a line for each option that would do nothing, or another thing than it says. */
export const checkOptions = (api: Api.Api<unknown, unknown>, options: RestOptions): void => {
  const faults = [
    ...strangers(api, options),
    ...unmatched(api, options),
    ...unkeyed(api, options),
    ...filtered(api, options),
    ...deafCors(options),
    ...brokenLinks(options),
    ...boundless(options),
    ...sameFormats(options),
    ...undecided(options),
    ...(options.timeTravel?.faults(servedOf(api, options)) ?? [])
  ]
  if (faults.length > 0) throw new InvalidDeclaration(...faults.map((fault) => `Api "${api.name}": ${fault}`))
}

function* strangers(
  { resources }: Api.Api<unknown, unknown>,
  { only = [], requireKey = [], requireMatch = [], unfiltered = [] }: RestOptions
): Generator<string> {
  for (const [option, names] of Object.entries({ only, requireKey, requireMatch, unfiltered })) {
    for (const name of names)
      if (!resources.has(name)) yield `${option} names "${name}", which is no resource of it`
  }
}

const conditional: ReadonlyArray<Act> = ["replace", "update", "delete"]

/** What is not served needs no If-Match, nor does what no client can change. */
function* unmatched(
  { resources }: Api.Api<unknown, unknown>,
  { only, requireMatch = [] }: RestOptions
): Generator<string> {
  if (only?.length === 0) yield "only names no resource, so that nothing is served"
  for (const name of requireMatch) {
    const resource = resources.get(name)
    if (resource === undefined) continue
    if (only?.includes(name) === false) yield `requireMatch names "${name}", which only leaves out`
    if (!conditional.some((act) => offers(resource, act)))
      yield `requireMatch names "${name}", which has neither PUT nor PATCH nor DELETE`
  }
}

/** What is not served needs no key, nor does what no client can write. */
function* unkeyed(
  { resources }: Api.Api<unknown, unknown>,
  { only, requireKey = [] }: RestOptions
): Generator<string> {
  for (const name of requireKey) {
    const resource = resources.get(name)
    if (resource === undefined) continue
    if (only?.includes(name) === false) yield `requireKey names "${name}", which only leaves out`
    if (!["create" as const, ...conditional].some((act) => offers(resource, act)))
      yield `requireKey names "${name}", which no client can write`
  }
}

/** What is not served has no filter to leave out, nor has what no client can change. */
function* filtered(
  { resources }: Api.Api<unknown, unknown>,
  { only, unfiltered = [] }: RestOptions
): Generator<string> {
  for (const name of unfiltered) {
    const resource = resources.get(name)
    if (resource === undefined) continue
    if (only?.includes(name) === false) yield `unfiltered names "${name}", which only leaves out`
    if (Resource.soleColumn(resource.key) === null || !found.some((act) => offers(resource, act)))
      yield `unfiltered names "${name}", whose collection has neither PATCH nor DELETE`
  }
}

const found: ReadonlyArray<Act> = ["update", "delete"]

/** Whether a program without types has declared it or one with them: nobody could call. */
function* deafCors({ cors }: RestOptions): Generator<string> {
  if (cors === undefined) return
  if (cors.origins !== "*") {
    for (const origin of cors.origins)
      if (origin !== "null" && !/^[a-z][a-z\d+.-]*:\/\/[^/\sA-Z*]+$/u.test(origin))
        yield `cors.origins names "${origin}", which no browser sends: an origin is such as "https://app.example.com"`
  } else if (cors.credentials)
    yield 'cors.credentials are allowed to listed origins only, and cors.origins is "*"'
}

/** Both stand before what a client may follow. */
function* brokenLinks({ publicUrl, problemBase }: RestOptions): Generator<string> {
  if (publicUrl !== undefined && !/^https?:\/\/\S*[^\s/]$/u.test(publicUrl))
    yield `publicUrl is an address without a slash at the end, such as "https://api.example.com/v1", not "${publicUrl}"`
  // A fragment or a urn parts by another mark: "https://example.com/problems#".
  if (problemBase !== undefined && /[\p{L}\d]$/u.test(problemBase))
    yield `problemBase ends with a slash, as what stands behind it would be one word with it, and "${problemBase}" does not`
}

function* boundless({ limits }: RestOptions): Generator<string> {
  for (const [name, limit] of Object.entries(limits ?? {})) {
    if (!Object.hasOwn(defaultLimits, name)) yield `limits names "${name}", which is no limit`
    else if (!Number.isSafeInteger(limit) || limit < 0)
      yield `limits.${name} is a whole number from 0 on, not ${String(limit)}`
  }
}

/** A media type is written in one way. */
function* sameFormats({ formats = [] }: RestOptions): Generator<string> {
  const types = [...jsonTypes, ...formats.flatMap(({ types }) => types)]
  for (const type of new Set(types.filter((one, at) => types.indexOf(one) !== at)))
    yield `formats has two ways of writing "${type}"`
}

function servedOf({ resources }: Api.Api<unknown, unknown>, { only }: RestOptions) {
  return [...resources.values()].filter(({ name }) => only?.includes(name) !== false)
}

/** People are told before any record is judged. */
function* undecided({ people }: RestOptions): Generator<string> {
  if (people?.access !== undefined) yield* callerRuleFaults(people.access, "people.access")
}
