using Daybreak.MigrationEngine.Info;
using Daybreak.MigrationEngine.Model;

namespace Daybreak.MigrationEngine.Tests.Info;

public sealed class A_plan
{
    [Theory]
    [InlineData("V1__a R__r", "1 a SQL, - r SQL", "", "", "", "")]
    [InlineData("V1__a V2__b", "1 a SQL, 2 b SQL failed", "", "2 b", "", "")]
    [InlineData("R__r", "- r SQL failed", "", "r", "", "")]
    [InlineData("V2__b", "1 a SQL, 2 b SQL", "", "", "1 a", "")]
    [InlineData("V2__b", "1 a SQL, 2 b SQL", "ignore=*:missing", "", "", "")]
    [InlineData("V1__a", "1 a SQL, 2 b SQL", "", "", "", "")]
    [InlineData("V1__a", "1 a SQL, 2 b SQL", "ignore=", "", "2 b", "")]
    [InlineData("V1__a", "1 a SQL, - r SQL", "", "", "r", "")]
    [InlineData("V2__b", "1 base BASELINE, 2 b SQL", "", "", "", "")]
    [InlineData("V1__a=2", "1 a SQL =1", "", "", "", "1 a")]
    [InlineData("V1__a", "1 a SQL =null", "", "", "", "1 a")]
    [InlineData("V1__new", "1 old SQL", "", "", "", "1 old")]
    [InlineData("B1__a=2", "1 a SQL_BASELINE =1", "", "", "", "1 a")]
    [InlineData("R__r=2/1", "- r SQL =1", "", "", "", "r")]
    [InlineData("R__r=2", "- r SQL =1", "", "", "", "")]
    [InlineData("V1__a=2 V2__b=2 V5__e", "1 a SQL, 2 b SQL, 3 c SQL failed, 4 d SQL, 4.5 x SQL failed", "cherryPick=2,4,4.5", "4.5 x", "4 d", "2 b")]
    // A file that came back: its deleted row is aligned too.
    [InlineData("V1__a=2 V2__b", "1 a SQL =1, 2 b SQL, 1 a DELETE", "", "", "", "1 a")]
    [InlineData("V1__a=2 V2__b", "1 a SQL =1, 1 a UNDO_SQL, 2 b SQL", "", "", "", "")]
    public void Of_repair_removes_deletes_and_aligns(string files, string rows, string settings, string removed, string deleted, string aligned)
    {
        var situation = new Situation(files, rows, settings);
        var plan = RepairPlan.For(situation.Files, situation.Rows, situation.Configuration);
        Assert.Equal(
            (removed, deleted, aligned),
            (Names(plan.Removed), Names(plan.Deleted), Names(plan.Aligned.Select(info => info.Applied!))));
    }

    [Theory]
    [InlineData("V1__a V2__b U1__a U2__b", "1 a SQL, 2 b SQL", "", "2 b")]
    [InlineData("V1__a V2__b U1__a U2__b", "1 a SQL, 2 b SQL", "target=1", "2 b, 1 a")]
    [InlineData("V1__a V2__b V3__c U2__b U3__c", "1 a SQL, 2 b SQL, 3 c SQL", "target=2", "3 c, 2 b")]
    [InlineData("V1__a V2__b U1__a U2__b", "1 a SQL, 2 b SQL, 2 b UNDO_SQL", "", "1 a")]
    [InlineData("V1__a V2__b U1__a U2__b", "2 b SQL, 1 a SQL", "", "1 a")]
    [InlineData("V2__b U1__a", "1 base BASELINE", "", "")]
    [InlineData("V1__a U1__a R__r", "1 a SQL, - r SQL", "", "1 a")]
    [InlineData("V1__a U1__a", "", "", "")]
    [InlineData("V1__a V2__b V3__c U1__a U2__b U3__c", "1 a SQL, 2 b SQL, 3 c SQL", "cherryPick=2", "2 b")]
    [InlineData("V1__a V2__b V3__c U1__a U2__b U3__c", "1 a SQL, 2 b SQL, 3 c SQL", "cherryPick=3,2,1", "1 a, 2 b, 3 c")]
    [InlineData("V1__a V2__b U1__a U2__b", "1 a SQL, 2 b SQL, 2 b UNDO_SQL", "cherryPick=2", "")]
    public void Of_undo_goes_back_in_the_order_of_application(string files, string rows, string settings, string expected)
    {
        var situation = new Situation(files, rows, settings);
        var plan = UndoPlan.For(situation.Infos, situation.Files, situation.Configuration).Files;
        Assert.Equal(expected, string.Join(", ", plan.Select(file => Situation.Name(file.Version, file.Description))));
        Assert.All(plan, file => Assert.Equal(MigrationType.UndoSql, file.Type));
    }

    [Theory]
    [InlineData("V1__a V2__b U1__a", "1 a SQL, 2 b SQL", "")]
    [InlineData("V1__a V2__b U1__a", "1 a SQL, 2 b SQL", "target=1")]
    [InlineData("V1__a V2__b V3__c U1__a U3__c", "1 a SQL, 2 b SQL, 3 c SQL", "cherryPick=2,3")]
    public void Of_undo_needs_an_undo_file(string files, string rows, string settings)
    {
        var situation = new Situation(files, rows, settings);
        var error = Assert.Throws<MigrationException>(() => UndoPlan.For(situation.Infos, situation.Files, situation.Configuration));
        Assert.Equal("Unable to undo migration to version 2 (b): there is no undo migration (U2__….sql) for it.", error.Message);
    }

    [Fact]
    public void Of_undo_ends_before_a_migration_without_an_undo_file()
    {
        var situation = new Situation("V1__a V2__b V3__c V4__d U1__a U3__c U4__d", "1 a SQL, 2 b SQL, 3 c SQL, 4 d SQL", "target=1");
        var plan = UndoPlan.For(situation.Infos, situation.Files, situation.Configuration);
        Assert.Equal("4 d, 3 c", string.Join(", ", plan.Files.Select(file => Situation.Name(file.Version, file.Description))));
        Assert.Equal("2", plan.StoppedBefore?.Version?.DisplayText);
    }

    [Theory]
    [InlineData("V1.0__a", "2,1", 1)]
    [InlineData("V1__a", "a", -1)]
    [InlineData("R__r_s", "1,r_s", 1)]
    [InlineData("R__r_s", "R S", -1)]
    public void Of_a_cherry_pick_names_versions_and_descriptions(string file, string picks, int position)
    {
        var files = new Situation(file, "").Files;
        var one = files.Versioned.Concat(files.Repeatables).Single();
        Assert.Equal(position, CherryPick.Position(one.Version, one.Description, picks.Split(',')));
    }

    private static string Names(IEnumerable<AppliedMigration> rows) => string.Join(", ", rows.Select(row => Situation.Name(row.Version, row.Description)));
}
