/** The operators of filters as PostgreSQL's messages have them. */

/** `~~` for `like`. */
export const operatorSymbol = (word: string): string => symbols.get(word) ?? word

const symbols: ReadonlyMap<string, string> = new Map(
  Object.entries({
    eq: "=",
    neq: "<>",
    gt: ">",
    gte: ">=",
    lt: "<",
    lte: "<=",
    like: "~~",
    ilike: "~~*",
    match: "~",
    imatch: "~*",
    in: "=",
    isdistinct: "IS DISTINCT FROM",
    cs: "@>",
    cd: "<@",
    ov: "&&",
    sl: "<<",
    sr: ">>",
    nxr: "&<",
    nxl: "&>",
    adj: "-|-",
    fts: "@@",
    plfts: "@@",
    phfts: "@@",
    wfts: "@@"
  })
)
