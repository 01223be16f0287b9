/** Where this code runs. */

/** Whether it runs on Lambda; which sets these itself, so that no configuration can say otherwise. */
export const isOnLambda = (): boolean => {
  const { AWS_LAMBDA_FUNCTION_NAME, AWS_LAMBDA_RUNTIME_API } = process.env
  return (AWS_LAMBDA_FUNCTION_NAME ?? AWS_LAMBDA_RUNTIME_API) !== undefined
}
