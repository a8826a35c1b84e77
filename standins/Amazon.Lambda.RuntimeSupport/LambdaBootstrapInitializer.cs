namespace Amazon.Lambda.RuntimeSupport;

/// <summary>Runs once before the first invocation; false ends the process quietly, an exception is an initialisation error.</summary>
public delegate Task<bool> LambdaBootstrapInitializer();
