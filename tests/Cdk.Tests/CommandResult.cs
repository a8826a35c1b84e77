namespace Daybreak.Cdk.Tests;

internal sealed record CommandResult(int ExitCode, string Output, string Error);
