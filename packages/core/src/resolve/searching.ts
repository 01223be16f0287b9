/** PostgreSQL's text search, in columns of text and of what it makes of text. */
import * as Result from "effect/Result"
import { isInside, type Term } from "../query/Term.ts"
import { parseSearch, type SearchForm, type SearchLanguage, searchLanguages } from "../value/searchText.ts"
import { faultOf, type Reader, textOf, unfit } from "./operand.ts"

/** A query whose words the column has, in the language of the modifier or the database's own. */
export const search =
  (form: SearchForm): Reader =>
  (column, { modifier, operand }) => {
    if (!isSearchable(column)) return Result.fail(unfit(column, form))
    const language = languageOf(modifier)
    if (language === null && modifier !== null)
      return Result.fail({ _tag: "LanguageUnknown", field: column.name, language: modifier })
    const asked = textOf(operand)
    return Result.mapBoth(parseSearch(form, asked), {
      onSuccess: (text) => ({ _tag: "Search", column, form, language, text }) as const,
      onFailure: (rule) => faultOf(column, asked, rule)
    })
  }

function languageOf(word: string | null): SearchLanguage | null {
  return searchLanguages.find((language) => language === word) ?? null
}

/** Text, or a document for text search. */
function isSearchable(column: Term): boolean {
  const { type } = column
  if (type.kind === "other") return !isInside(column) && /^(?:pg_catalog\.)?tsvector$/iu.test(type.type)
  return type.kind === "text" || type.kind === "citext"
}
