/** The door "./cognito": a Cognito user pool on loopback, and certificates for servers that clients are to trust, without vitest. */
export { type Certificates, makeCertificates } from "./Certificates.ts"
export * as CognitoServer from "./cognito/CognitoServer.ts"
