/** Where Cognito is asked, and as whom. In types of our own: those of the SDK double what a compiler reads of an api. */

/** A key of AWS. */
export interface Key {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  /** When it must be had anew. */
  readonly expiration?: Date
}

/** Credentials of AWS, or where to get them from, as the SDK's clients take them and `@aws-sdk/credential-providers` makes them. */
export type Credentials = Key | (() => Promise<Key>)

/** Where the client asks, and as whom. */
export interface Address {
  readonly region: string
  readonly endpoint: string | null
  readonly credentials: Credentials | null
}
