/** Events that are no HTTP requests, as their services send them. */

const bucket = { name: "books", arn: "arn:aws:s3:::books" }
const methodArn = "arn:aws:execute-api:eu-west-1:123456789012:abc123/live/GET/books"

/** What an event's sentence must name, and the event. */
export const others: ReadonlyArray<readonly [origin: string, event: unknown]> = [
  ["aws:sqs", { Records: [{ messageId: "m", body: "{}", eventSource: "aws:sqs", awsRegion: "eu-west-1" }] }],
  ["aws:sns", { Records: [{ EventSource: "aws:sns", EventVersion: "1.0", Sns: { Message: "{}" } }] }],
  ["aws:s3", { Records: [{ eventSource: "aws:s3", eventName: "ObjectCreated:Put", s3: { bucket } }] }],
  ["aws:kinesis", { Records: [{ eventSource: "aws:kinesis", kinesis: { data: "e30=" } }] }],
  ["aws:dynamodb", { Records: [{ eventSource: "aws:dynamodb", eventName: "INSERT", dynamodb: {} }] }],
  ["aws:kafka", { eventSource: "aws:kafka", records: { "topic-0": [] } }],
  ["aws:firehose", { invocationId: "i", deliveryStreamArn: "arn:aws:firehose:x", records: [] }],
  ["aws.events", { version: "0", source: "aws.events", "detail-type": "Scheduled Event", detail: {} }],
  ["shop.orders", { version: "0", source: "shop.orders", "detail-type": "OrderPlaced", detail: {} }],
  ["CloudWatch Logs", { awslogs: { data: "H4sI" } }],
  [
    "CloudFormation",
    {
      RequestType: "Create",
      ResponseURL: "https://x",
      StackId: "arn:aws:cloudformation:x",
      ResourceProperties: {}
    }
  ],
  [
    "Cognito (PreSignUp_SignUp)",
    { version: "1", triggerSource: "PreSignUp_SignUp", userPoolId: "p", request: {} }
  ],
  ["a WebSocket API", { requestContext: { routeKey: "$connect", connectionId: "x", eventType: "CONNECT" } }],
  [
    "VPC Lattice",
    { version: "2.0", path: "/", method: "GET", requestContext: { serviceArn: "arn:aws:vpc-lattice:x" } }
  ],
  ["an authorizer", { type: "TOKEN", methodArn, authorizationToken: "Bearer x" }],
  [
    "an authorizer",
    {
      type: "REQUEST",
      methodArn,
      resource: "/books",
      path: "/books",
      httpMethod: "GET",
      headers: {},
      requestContext: { httpMethod: "GET", path: "/live/books", requestId: "r-1", stage: "live" }
    }
  ],
  [
    "an authorizer",
    {
      version: "2.0",
      type: "REQUEST",
      routeArn: methodArn,
      identitySource: ["x"],
      routeKey: "$default",
      rawPath: "/books",
      rawQueryString: "",
      headers: {},
      requestContext: { http: { method: "GET", path: "/books" }, requestId: "r-1", stage: "$default" }
    }
  ],
  ["an unknown source (its fields: key1, key2)", { key1: "value1", key2: "value2" }],
  ["unknown", { Records: [] }],
  ["unknown", { Records: [{ eventSource: "x".repeat(1_000_000) }] }],
  ["unknown", { source: "aws.events\n", "detail-type": "x" }],
  ["unknown", { ping: true }],
  ["unknown", { warmer: "true" }],
  ["unknown", {}],
  ["unknown", { httpMethod: "GET", path: "/" }],
  ["unknown", { requestContext: {} }],
  ["unknown", []],
  ["unknown", null],
  ["unknown", undefined],
  ["unknown", "text"],
  ["unknown", 5]
]

/** What plugins send on a schedule to keep a sandbox warm. */
export const warmUps: ReadonlyArray<object> = [
  { source: "serverless-plugin-warmup" },
  { warmer: true, concurrency: 3 },
  {
    warmer: true,
    __WARMER_INVOCATION__: 2,
    __WARMER_CONCURRENCY__: 3,
    __WARMER_CORRELATIONID__: "1700000000000-0001"
  }
]
