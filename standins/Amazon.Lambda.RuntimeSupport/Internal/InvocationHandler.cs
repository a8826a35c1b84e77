using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Internal;

/// <summary>A handler with its serializer: reads the event, and writes the result if there is one.</summary>
internal delegate Task InvocationHandler(Stream input, ILambdaContext context, Stream output);
