/** Queries of PostgreSQL's text search, as far as they can be sent without a chance to fail. */
import * as Result from "effect/Result"
import { storable } from "./textCell.ts"

/** How a query is read, in the words of PostgREST's grammar: by operators, as words, as a phrase, or as people search the web. */
export type SearchForm = "fts" | "plfts" | "phfts" | "wfts"

/** The configurations that PostgreSQL brings, from 15 on. */
export const searchLanguages = [
  "arabic",
  "armenian",
  "basque",
  "catalan",
  "danish",
  "dutch",
  "english",
  "finnish",
  "french",
  "german",
  "greek",
  "hindi",
  "hungarian",
  "indonesian",
  "irish",
  "italian",
  "lithuanian",
  "nepali",
  "norwegian",
  "portuguese",
  "romanian",
  "russian",
  "serbian",
  "simple",
  "spanish",
  "swedish",
  "tamil",
  "turkish",
  "yiddish"
] as const

/** A text search configuration by its name; null in a predicate is the database's own default. */
export type SearchLanguage = (typeof searchLanguages)[number]

/** The query as it is sent, or the rule that it breaks. */
export const parseSearch = (form: SearchForm, text: string): Result.Result<string, string> => {
  if (text.length > longest) return Result.fail(`must have at most ${longest} characters`)
  if (form === "fts" && !isQuery(text)) return notAQuery
  if (form === "wfts" && leftOut(text) > mostLeftOut)
    return Result.fail(`must leave out at most ${mostLeftOut} words with a -`)
  return storable(text)
}

const longest = 1000
// PostgreSQL stacks 32 operators of one level; more of them are an error.
const mostLeftOut = 20
const mostDeep = 10

const notAQuery = Result.fail(
  "must be words joined by &, | or <->, each with one ! before it or :* behind it at most, in parentheses if need be"
)

// No other blanks: to some locales they are letters, and a word beside a word is an error.
const token =
  /[ \t\n\v\f\r]+|(?<joint>&|\||<(?:-|[1-9]\d{0,3})>)|(?<not>!)|(?<open>\()|(?<close>\))|(?<word>[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.@-]*(?::[*a-d]{1,5})?)/iuy

/** The grammar of to_tsquery without its quotes: what it does not take is an error there. */
function isQuery(text: string): boolean {
  let [at, depth, before] = [0, 0, "joint"]
  while (at < text.length) {
    token.lastIndex = at
    const found = token.exec(text)
    if (found === null) return false
    at += found[0].length
    const [kind] = Object.entries(found.groups ?? {}).find(([, part]) => part !== undefined) ?? ["blank"]
    if (kind === "blank") continue
    if (!follows[kind]?.includes(before)) return false
    depth += kind === "open" ? 1 : kind === "close" ? -1 : 0
    if (depth < 0 || depth > mostDeep) return false
    before = kind
  }
  return depth === 0 && (before === "word" || before === "close")
}

/** What each kind of token may stand behind. */
const follows: Readonly<Record<string, ReadonlyArray<string>>> = {
  word: ["joint", "not", "open"],
  open: ["joint", "not", "open"],
  not: ["joint", "open"],
  joint: ["word", "close"],
  close: ["word", "close"]
}

/** Also a - that stands for itself is counted: better than one that is not. */
function leftOut(text: string): number {
  return text.match(/(?<![\p{L}\p{N}_])-/gu)?.length ?? 0
}
