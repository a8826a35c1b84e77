using Daybreak.MigrationEngine.Info;
using Daybreak.MigrationEngine.Model;
using Daybreak.MigrationEngine.Results;

namespace Daybreak.MigrationEngine.Tests.Info;

public sealed class A_validation
{
    private const string RunRepair = "\nPlease remove any half-completed changes then run repair to fix the schema history.";
    private const string MarkDeleted = "\nIf you removed this migration intentionally, run repair to mark the migration as deleted.";
    private const string OutOfOrder =
        "\nTo ignore this migration, set -ignoreMigrationPatterns='*:ignored'. To allow executing this migration, set -outOfOrder=true.";

    private const string RunMigrate = "\nTo fix this error, either run migrate, or set -ignoreMigrationPatterns='*:pending'.";
    private const string Revert = "\nEither revert the changes to the migration, or run repair to update the schema history.";

    [Theory]
    [InlineData("V1__a", "1 a SQL failed", "", ErrorCode.FailedVersionedMigration, "Detected failed migration to version 1 (a)." + RunRepair)]
    [InlineData("V2__b", "1 a SQL failed, 2 b SQL", "", ErrorCode.FailedVersionedMigration, "Detected failed migration to version 1 (a)." + RunRepair)]
    [InlineData("", "1 a SQL failed", "ignore=", ErrorCode.FailedVersionedMigration, "Detected failed migration to version 1 (a)." + RunRepair)]
    [InlineData("R__r", "- r SQL failed", "ignore=*:pending", ErrorCode.FailedRepeatableMigration, "Detected failed repeatable migration: r." + RunRepair)]
    [InlineData(
        "V2__b", "1 a SQL, 2 b SQL", "", ErrorCode.AppliedVersionedMigrationNotResolved, "Detected applied migration not resolved locally: 1." + MarkDeleted)]
    [InlineData(
        "", "1 a SQL", "ignore=", ErrorCode.AppliedVersionedMigrationNotResolved, "Detected applied migration not resolved locally: 1." + MarkDeleted)]
    [InlineData("", "- r SQL", "", ErrorCode.AppliedRepeatableMigrationNotResolved, "Detected applied migration not resolved locally: r." + MarkDeleted)]
    [InlineData(
        "V1__a V2__b", "2 b SQL", "", ErrorCode.ResolvedVersionedMigrationNotApplied, "Detected resolved migration not applied to database: 1." + OutOfOrder)]
    [InlineData(
        "V1__a V2__b", "1 a SQL", "", ErrorCode.ResolvedVersionedMigrationNotApplied, "Detected resolved migration not applied to database: 2." + RunMigrate)]
    [InlineData(
        "R__r",
        "",
        "",
        ErrorCode.ResolvedRepeatableMigrationNotApplied,
        "Detected resolved repeatable migration not applied to database: r." + RunMigrate)]
    [InlineData(
        "R__r=2",
        "- r SQL =1",
        "ignore=versioned:pending",
        ErrorCode.OutdatedRepeatableMigration,
        "Detected outdated resolved repeatable migration that should be re-applied to database: r.\nRun migrate to execute this migration.")]
    [InlineData(
        "V1__a=2",
        "1 a SQL =1",
        "",
        ErrorCode.ChecksumMismatch,
        "Migration checksum mismatch for migration version 1\n-> Applied to database : 1\n-> Resolved locally    : 2" + Revert)]
    [InlineData(
        "V1__new",
        "1 old SQL",
        "",
        ErrorCode.DescriptionMismatch,
        "Migration description mismatch for migration version 1\n-> Applied to database : old\n-> Resolved locally    : new" + Revert)]
    public void Names_the_first_problem(string files, string rows, string settings, ErrorCode code, string message)
    {
        var invalid = Check(files, rows, settings)[0];
        Assert.Equal((code, message), (invalid.Code, invalid.Message));
    }

    [Theory]
    [InlineData("V1__a R__r", "1 a SQL, - r SQL", "")]
    [InlineData("V1__a", "1 a SQL =null", "")]
    [InlineData("V1__a", "1 a SQL, 2 b SQL", "")]
    [InlineData("V1__a", "1 a SQL, 2 b SQL failed", "")]
    [InlineData("V2__b", "1 a SQL, 2 b SQL", "ignore=*:missing")]
    [InlineData("V2__b", "1 a SQL, 2 b SQL, 1 a DELETE", "")]
    [InlineData("V1__a V2__b", "2 b SQL", "ignore=versioned:ignored")]
    [InlineData("V1__a! V2__b", "2 b SQL", "")]
    [InlineData("V1__a V2__b R__r", "1 a SQL", "ignore=*:pending")]
    [InlineData("V1__a V2__b", "1 a SQL", "target=1")]
    [InlineData("V1__a V2__b", "1 a SQL, 2 b SQL, 2 b UNDO_SQL", "ignore=*:pending")]
    [InlineData("R__r=2", "- r SQL =1", "ignore=*:pending")]
    [InlineData("R__r=2", "- r SQL =1, - r SQL =2", "")]
    [InlineData("V1__a", "- app SCHEMA, 1 a SQL", "")]
    // What is at or below the baseline is not compared.
    [InlineData("V1__a=5 V2__b=5 V3__c", "2 base BASELINE, 3 c SQL", "")]
    [InlineData("V1__a=5 B2__b=5", "2 b SQL_BASELINE", "")]
    [InlineData("V1__a V2__b V3__c", "1 a SQL, 3 c SQL", "ignore=*:pending cherryPick=3")]
    [InlineData("V1__a=5 V3__c", "1 a SQL, 2 b SQL, 3 c SQL, - r SQL", "cherryPick=3")]
    [InlineData("V1__a V3__c", "1 a SQL failed, 3 c SQL", "cherryPick=3")]
    public void Passes_what_fits_or_is_ignored(string files, string rows, string settings) =>
        Assert.Equal([], Check(files, rows, settings).Select(one => one.Message));

    [Fact]
    public void Reports_an_outdated_repeatable_and_its_pending_run() => Assert.Equal(
        [ErrorCode.OutdatedRepeatableMigration, ErrorCode.ResolvedRepeatableMigrationNotApplied],
        Check("R__r=2", "- r SQL =1", "").Select(one => one.Code));

    [Fact]
    public void Reports_every_problem_in_infos_order() => Assert.Equal(
        ["1 ChecksumMismatch /sql/V1__a.sql", "2 AppliedVersionedMigrationNotResolved ", "3 DescriptionMismatch /sql/V3__c.sql"],
        Check("V1__a=9 V3__c", "1 a SQL, 2 b SQL, 3 x SQL", "").Select(one => $"{one.Version} {one.Code} {one.FilePath}"));

    private static IReadOnlyList<InvalidMigration> Check(string files, string rows, string settings)
    {
        var situation = new Situation(files, rows, settings);
        return Validation.Check(situation.Infos, situation.Configuration);
    }
}
