/** What `dev` tells to type: what the pages of the documentation tell of, in lines that can be typed again and again. */

/** Where the library is served, and how `ines` shows who she is: an option of curl. */
interface Served {
  readonly url: string
  readonly librarian: string
}

/** What every handler of the library answers. */
export const always = ({ url, librarian }: Served): ReadonlyArray<string> => [
  `curl '${url}/books?title=like.*Sea&select=title,published,copies_available&order=published'`,
  `curl '${url}/authors?limit=3' -H 'Prefer: count=exact' -i`,
  `curl ${url}/authors ${librarian} -H 'Content-Type: application/json' -d '{"name":"Ursula Vernon"}' -i`,
  `curl ${url}/authors ${librarian} -H 'Content-Type: application/json' -H "Idempotency-Key: shell-$$" -d '{"name":"Sayaka Murata"}' -i`
]

/** What only a handler answers that serves everything. */
export const whereAllIsServed = ({ url, librarian }: Served): ReadonlyArray<string> => [
  `curl ${url}/authors ${librarian} -H 'Content-Type: application/json' -H 'Prefer: tx=rollback, handling=strict' -d '{"name":"Nobody","books":[{"title":"Nothing","isbn":"9790000000001"}]}' -i`,
  `curl ${url}/batch ${librarian} -H 'Content-Type: application/json' -d '{"requests":[{"method":"POST","path":"/authors","body":{"name":"Tove Jansson"}},{"method":"PATCH","path":"/authors/$0.uid","body":{"country":"FI"}}]}'`,
  `curl ${url}/rpc/renew_all ${librarian} -H 'Content-Type: application/json' -d '{"member_uid":"${borrower}","due":"2030-01-31"}'`,
  `curl '${url}/books?select=title,published&order=published&limit=3' -H 'Accept: text/csv'`,
  `curl '${url}/books?select=title,author(name)&limit=3' -H 'Accept: application/x-ndjson'`,
  `printf 'name,country\\nHan Kang,KR\\nElif Shafak,TR\\n' | curl ${url}/authors ${librarian} -H 'Content-Type: text/csv' --data-binary @-`,
  `printf '%s\\n' '{"name":"Leila Aboulela"}' '{"name":"Olga Ravn"}' | curl ${url}/authors ${librarian} -H 'Content-Type: application/x-ndjson' --data-binary @-`,
  ...ofThePast({ url, librarian })
]

/** What PostgREST's clients are answered. */
export const byPostgrest = ({ url, librarian }: Served): ReadonlyArray<string> => [
  `curl '${url}/rest/v1/books?select=title,authors(name)&limit=3' -H 'Accept: text/csv'`,
  `curl ${url}/rest/v1/authors ${librarian} -H 'Content-Type: application/json' -H 'Prefer: tx=rollback, return=representation' -d '{"name":"Nobody"}'`
]

/** A request is taken back by the id that its answer told: the last line makes one for that. */
const ofThePast = ({ url, librarian }: Served): ReadonlyArray<string> => [
  `curl '${url}/loans?as_of=2025-06-01T00:00:00Z&returned_at=is.null&select=due,book(title),member(name)&order=due.desc&limit=3' ${librarian}`,
  `curl '${url}/history?resource=in.(authors,books)&select=at,resource,operation,actor,diff&limit=3' ${librarian}`,
  `curl ${url}/authors/${author}/blame ${librarian}`,
  `curl ${url}/authors/${author}/restore ${librarian} -H 'Content-Type: application/json' -d '{"version":1}' -i`,
  `curl ${url}/undo ${librarian} -H 'Content-Type: application/json' -d "{\\"request_id\\":\\"$(curl -s -o /dev/null -w '%header{x-request-id}' -X PATCH ${url}/authors/${author} ${librarian} -H 'Content-Type: application/json' -d '{"country":"Sweden"}')\\"}"`
]

/** Of the seed: Tove Jansson. */
const author = "018cd484-c9fa-7624-9440-1380f41fe21a"
/** A member who has books at home. */
const borrower = "018da70c-8b26-7731-be35-514070814cc4"
