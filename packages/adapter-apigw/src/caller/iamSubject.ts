/** The lasting name of an AWS principal. */

/**
 * `iam:<account>:role/<name>` or `iam:<account>:user/<name>` from a caller's ARN: without the session's name,
 * which the caller chooses, and without the path, which can change. Null if the text is no such ARN.
 */
export const iamSubject = (arn: string): string | null => {
  const [scheme, , service, , account, ...rest] = arn.split(":")
  if (scheme !== "arn" || (service !== "sts" && service !== "iam") || !account) return null
  const [type, ...names] = rest.join(":").split("/")
  const name = type === "assumed-role" ? names[0] : names.at(-1)
  if (type === "root") return `iam:${account}:root`
  return type && name ? `iam:${account}:${type === "assumed-role" ? "role" : type}/${name}` : null
}
