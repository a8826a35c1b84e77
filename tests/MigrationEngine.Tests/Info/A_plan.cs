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
    public void Of_undo_goes_back_in_the_order_of_application(string files, string rows, string settings, string expected)
    {
        var situation = new Situation(files, rows, settings);
        var plan = UndoPlan.For(situation.Infos, situation.Files, situation.Configuration.Target);
        Assert.Equal(expected, string.Join(", ", plan.Select(file => Situation.Name(file.Version, file.Description))));
        Assert.All(plan, file => Assert.Equal(MigrationType.UndoSql, file.Type));
    }

    [Fact]
    public void Of_undo_needs_an_undo_file()
    {
        var situation = new Situation("V1__a V2__b U2__b", "1 a SQL, 2 b SQL", "target=1");
        var error = Assert.Throws<MigrationException>(() => UndoPlan.For(situation.Infos, situation.Files, situation.Configuration.Target));
        Assert.Equal("Unable to undo migration to version 1 (a): there is no undo migration (U1__….sql) for it.", error.Message);
    }

    [Theory]
    [InlineData("V1.0__a", "2,1", 1)]
    [InlineData("V1__a", "a", -1)]
    [InlineData("R__r_s", "1,r_s", 1)]
    [InlineData("R__r_s", "R S", -1)]
    public void Of_a_cherry_pick_names_versions_and_descriptions(string file, string picks, int position)
    {
        var files = new Situation(file, "").Files;
        Assert.Equal(position, CherryPick.Position(files.Versioned.Concat(files.Repeatables).Single(), picks.Split(',')));
    }

    private static string Names(IEnumerable<AppliedMigration> rows) => string.Join(", ", rows.Select(row => Situation.Name(row.Version, row.Description)));
}
