/** Texts that would end a literal, a name or a comment, each around a mark by which it is found again. */

/** A mark that no name, word or number of ours holds. */
export const markOf = (at: number): string => `pgx${at}q`

const forms: ReadonlyArray<(mark: string) => string> = [
  (mark) => mark,
  (mark) => `${mark}"'); drop table hostile.shelves cascade; --`,
  (mark) => `'; drop table hostile.shelves; -- ${mark}`,
  (mark) => `${mark}' or '1'='1`,
  (mark) => `' || ${mark} || '`,
  (mark) => `"${mark}"`,
  (mark) => `${mark}""`,
  (mark) => `$$${mark}$$`,
  (mark) => `$tag$ ${mark} $tag$; select 1; $tag$`,
  (mark) => `$1${mark}$2`,
  (mark) => `/* ${mark} */`,
  (mark) => `*/ ${mark} /*`,
  (mark) => `-- ${mark}\n; select 1`,
  (mark) => `${mark}\\`,
  (mark) => `\\'${mark}\\"`,
  (mark) => `E'\\047${mark}\\047`,
  (mark) => `U&"${mark}\\0027"`,
  (mark) => `%${mark}%s%I%L%%`,
  (mark) => `%27${mark}%00`,
  (mark) => `_${mark}*`,
  (mark) => `select ${mark} from pg_user`,
  (mark) => `null ${mark}`,
  (mark) => `not.${mark}.and`,
  (mark) => `${mark}::text`,
  (mark) => `(${mark})`,
  (mark) => `)) union select ${mark} --`,
  (mark) => `{${mark},"'}`,
  (mark) => `[${mark},)`,
  (mark) => `{"${mark}":"'"}`,
  (mark) => `${mark},'`,
  (mark) => `:${mark} ?${mark} @${mark}`,
  (mark) => `\u2019${mark}\u02bc\uff07\u00ad`,
  (mark) => `\u202e${mark}💥é\u0301`,
  (mark) => `${mark}\u0001\t\r\n`,
  (mark) => `__proto__${mark}`,
  (mark) => `${mark}${"'".repeat(70)}`
]

export const formCount = forms.length

/** The text of that form around the mark. */
export const hostile = (form: number, mark: string): string => (forms[form] ?? forms[0] ?? String)(mark)

/** In double quotes, as names and operands of the grammar. */
export const quoted = (text: string): string => `"${text.replaceAll(/["\\]/gu, "\\$&")}"`
