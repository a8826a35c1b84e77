using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Tests.Model;

public sealed class Settings_with_a_form
{
    [Theory]
    [InlineData("latest", MigrationTargetKind.Latest, null, false)]
    [InlineData("9223372036854775807", MigrationTargetKind.Latest, null, false)]
    [InlineData("Next", MigrationTargetKind.Next, null, false)]
    [InlineData("CURRENT", MigrationTargetKind.Current, null, false)]
    [InlineData("1_2", MigrationTargetKind.Version, "1.2", true)]
    [InlineData("3?", MigrationTargetKind.Version, "3", false)]
    [InlineData(" 3 ", MigrationTargetKind.Version, "3", true)]
    [InlineData("latest?", MigrationTargetKind.Latest, null, false)]
    [InlineData("next?", MigrationTargetKind.Next, null, false)]
    [InlineData("current?", MigrationTargetKind.Current, null, false)]
    public void Name_a_target(string text, MigrationTargetKind kind, string? version, bool failWhenMissing)
    {
        var target = MigrationTarget.Parse(text);
        Assert.Equal((kind, version, failWhenMissing), (target.Kind, target.Version?.DisplayText, target.FailWhenMissing));
    }

    [Theory]
    [InlineData("x")]
    [InlineData("?")]
    [InlineData("1??")]
    public void Refuse_a_target_that_is_no_version(string text) =>
        Assert.Equal(ErrorCode.Error, Assert.Throws<MigrationException>(() => MigrationTarget.Parse(text)).Code);

    [Theory]
    [InlineData("*:*", MigrationState.Failed, true, true)]
    [InlineData("*:future", MigrationState.FutureSuccess, true, true)]
    [InlineData("*:future", MigrationState.FutureFailed, false, false)]
    [InlineData("*:missing", MigrationState.MissingFailed, false, false)]
    [InlineData("Versioned:Missing", MigrationState.MissingSuccess, true, false)]
    [InlineData("repeatable:pending", MigrationState.Pending, false, true)]
    [InlineData("*:ignored", MigrationState.Ignored, true, true)]
    [InlineData("*:ignored", MigrationState.BaselineIgnored, false, false)]
    public void Ignore_migrations_by_the_shown_state(string pattern, MigrationState state, bool versioned, bool repeatable)
    {
        var parsed = IgnoreMigrationPattern.Parse(pattern);
        Assert.Equal((versioned, repeatable), (parsed.Matches(true, state), parsed.Matches(false, state)));
    }

    [Theory]
    [InlineData("future")]
    [InlineData("*:gone")]
    [InlineData("undo:missing")]
    [InlineData("*:missing:x")]
    public void Refuse_a_pattern_of_unknown_words(string text)
    {
        var error = Assert.Throws<MigrationException>(() => IgnoreMigrationPattern.Parse(text));
        Assert.Equal(ErrorCode.Configuration, error.Code);
        Assert.StartsWith($"Invalid pattern '{text}' in ignoreMigrationPatterns. ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("with a type of *, versioned, repeatable and a state of *, missing, pending, ignored, future.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("filesystem:sql", "sql", false, "filesystem:sql")]
    [InlineData(" filesystem:/a b ", "/a b", false, "filesystem:/a b")]
    [InlineData("classpath:db", "db", true, "classpath:db")]
    [InlineData("db/migration", "db/migration", true, "classpath:db/migration")]
    [InlineData("FileSystem:sql", "sql", false, "filesystem:sql")]
    [InlineData("CLASSPATH:db", "db", true, "classpath:db")]
    public void Name_a_location(string text, string path, bool classpath, string shown)
    {
        var location = Location.Parse(text);
        Assert.Equal((path, classpath, shown), (location.Path, location.IsClasspath, location.ToString()));
    }

    [Fact]
    public void Refuse_a_location_with_an_unknown_prefix() => Assert.Equal(
        "Unknown prefix for location: 's3:bucket'. Daybreak reads migrations from files: write filesystem:<path>.",
        Assert.Throws<MigrationException>(() => Location.Parse("s3:bucket")).Message);
}
