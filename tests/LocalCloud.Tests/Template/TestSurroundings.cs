using Daybreak.LocalCloud.Template;

namespace Daybreak.LocalCloud.Tests.Template;

internal static class TestSurroundings
{
    public static readonly Surroundings Some = new()
    {
        StackName = "Daybreak-dev",
        StackGuid = Guid.Parse("f3b1c0de-1234-41ef-8abc-0a1b2c3d4e5f"),
        Port = 4566,
        PostgresHost = "127.0.0.1",
        PostgresPort = 5433,
    };
}
